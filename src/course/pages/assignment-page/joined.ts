/** Several runs at once, shown as one. */
import { secondsLeft } from '../../../lab/estimate.ts';
import type { RunState, RunStatus } from '../../../lab/state.ts';

/**
 * One state for all: it runs as long as one of them does, and ends as the worst of them did.
 * @param elapsed seconds since the first of them was started here; 0 before
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
  // Between two that are over and one that has not begun nothing is done yet.
  if (some('preparing')) return 'preparing';
  if (some('failed')) return 'failed';
  if (some('cancelled')) return 'cancelled';
  return statuses.every((status) => status === 'done') && statuses.length > 0 ? 'done' : 'idle';
}
