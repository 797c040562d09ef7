/** Merges states of runs shown as one: retrained trials replace their first attempt. */
import type { PlannedTrial } from '../../document/expand.ts';
import { waitingTrial } from '../reduce.ts';
import { canonicalJson } from '../../document/hash.ts';
import type { Experiment } from '../../document/schema.ts';
import type { RunState } from '../state.ts';

/** The state before a run starts. */
export function idleState(plans: readonly PlannedTrial[]): RunState {
  const trials = plans.map(waitingTrial);
  return {
    status: 'idle',
    trials,
    dataset: null,
    stepsDone: 0,
    stepsTotal: trials.reduce((sum, trial) => sum + trial.stepsTotal, 0),
    workers: 0,
    secondsElapsed: 0,
    secondsLeft: null,
    error: null,
  };
}

/** The earlier run with its trials replaced by those of the later one. */
export function merged(earlier: RunState, later: RunState): RunState {
  const renewed = new Map(later.trials.map((trial) => [trial.plan.id, trial]));
  const trials = earlier.trials.map((trial) => renewed.get(trial.plan.id) ?? trial);
  const kept = earlier.trials.filter((trial) => !renewed.has(trial.plan.id));
  return {
    ...later,
    trials,
    stepsDone: later.stepsDone + kept.reduce((sum, trial) => sum + trial.stepsDone, 0),
    stepsTotal: later.stepsTotal + kept.reduce((sum, trial) => sum + trial.stepsTotal, 0),
    secondsElapsed: earlier.secondsElapsed + later.secondsElapsed,
  };
}

export const isActive = (state: RunState): boolean =>
  state.status === 'preparing' || state.status === 'running';

export const sameSettings = (a: Experiment, b: Experiment): boolean =>
  canonicalJson({ trial: a.trial, axes: a.axes }) ===
  canonicalJson({ trial: b.trial, axes: b.axes });
