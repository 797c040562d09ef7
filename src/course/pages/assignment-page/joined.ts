/** Combines several runs into one state. */
import { secondsLeft } from '../../../lab/estimate.ts';
import type { RunState, RunStatus } from '../../../lab/state.ts';

/**
 * One state for all runs: running as long as one of them is, then the worst of their end states.
 * @param elapsed seconds since the first of them was started here; 0 before that
 */
export function joined(states: readonly RunState[], elapsed: number): RunState {
  const trials = states.flatMap((state) => state.trials);
  const sum = (read: (state: RunState) => number) =>
    states.reduce((total, state) => total + read(state), 0);
  const workers = sum((state) => state.workers);
  const status = statusOf(states.map((state) => state.status));
  const busy = trials.reduce((total, trial) => total + trial.seconds, 0);
  return {
    status,
    trials,
    dataset: states.find(({ dataset }) => dataset !== null)?.dataset ?? null,
    stepsDone: sum((state) => state.stepsDone),
    stepsTotal: sum((state) => state.stepsTotal),
    workers,
    secondsElapsed: elapsed,
    secondsLeft: status === 'running' ? secondsLeft(trials, workers, busy) : null,
    error: states.find(({ error }) => error !== null)?.error ?? null,
  };
}

function statusOf(statuses: readonly RunStatus[]): RunStatus {
  const some = (status: RunStatus) => statuses.includes(status);
  if (some('running')) return 'running';
  // Some may be done while another has not begun: then nothing runs, but the whole is not done.
  if (some('preparing')) return 'preparing';
  if (some('failed')) return 'failed';
  if (some('cancelled')) return 'cancelled';
  return statuses.every((status) => status === 'done') && statuses.length > 0 ? 'done' : 'idle';
}
