/** Merges states of runs shown as one: retrained trials replace their first attempt. */
import type { PlannedTrial } from '../../document/expand.ts';
import { waitingTrial } from '../reduce.ts';
import { canonicalJson } from '../../document/hash.ts';
import type { Experiment } from '../../document/schema.ts';
import type { RunState } from '../state.ts';

/** A page asks for that of thousands of trials again and again. */
const idleStates = new WeakMap<readonly PlannedTrial[], RunState>();

/** The state before a run starts. */
export function idleState(plans: readonly PlannedTrial[]): RunState {
  const state = idleStates.get(plans) ?? idle(plans);
  idleStates.set(plans, state);
  return state;
}

function idle(plans: readonly PlannedTrial[]): RunState {
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
  const secondsElapsed = earlier.secondsElapsed + later.secondsElapsed;
  // Thirty times a second: most runs replace all trials.
  if (haveSamePlans(earlier.trials, later.trials)) return { ...later, secondsElapsed };
  const renewed = new Map(later.trials.map((trial) => [trial.plan.id, trial]));
  const trials = earlier.trials.map((trial) => renewed.get(trial.plan.id) ?? trial);
  const kept = earlier.trials.filter((trial) => !renewed.has(trial.plan.id));
  return {
    ...later,
    trials,
    stepsDone: later.stepsDone + kept.reduce((sum, trial) => sum + trial.stepsDone, 0),
    stepsTotal: later.stepsTotal + kept.reduce((sum, trial) => sum + trial.stepsTotal, 0),
    secondsElapsed,
  };
}

const haveSamePlans = (
  some: readonly { readonly plan: PlannedTrial }[],
  others: readonly { readonly plan: PlannedTrial }[],
): boolean =>
  some.length === others.length && some.every(({ plan }, at) => plan.id === others[at]?.plan.id);

export const isActive = (state: RunState): boolean =>
  state.status === 'preparing' || state.status === 'running';

export const sameSettings = (a: Experiment, b: Experiment): boolean =>
  a === b || settingsText(a) === settingsText(b);

/** Pages compare drafts at every update, and an axis may have a thousand values. */
const texts = new WeakMap<Experiment, string>();

function settingsText(experiment: Experiment): string {
  const { trial, axes } = experiment;
  const text = texts.get(experiment) ?? canonicalJson({ trial, axes });
  texts.set(experiment, text);
  return text;
}

/** Whether two states differ in how far they are only. */
export const isLike = (a: RunState, b: RunState): boolean =>
  a.status === b.status && (a.paused ?? false) === (b.paused ?? false);
