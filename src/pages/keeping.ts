/** What happens between pressing Run and training: kept trials are found, and the run is written down. */
import type { PlannedTrial } from '../experiment/expand.ts';
import { canonicalJson } from '../experiment/hash.ts';
import type { DatasetIdentity } from '../experiment/parameters.ts';
import type { Experiment } from '../experiment/schema.ts';
import type { RunState, TrialState } from '../run/state.ts';
import type { Machine } from '../store/expected.ts';
import { keptTrials, latestRun, RunKeeper } from '../store/keeper.ts';
import type { Store } from '../store/store.ts';
import { hasOutdatedTrials, type RunRecord, type StoredRun } from '../store/stored-run.ts';
import { withKept } from './kept-state.ts';
import type { Lab } from './lab.ts';
import { idleState } from './merge.ts';

export interface Wanted {
  /** What is shown: all trials of the run, those to train among them. */
  readonly shown: RunState;
  readonly plans: readonly PlannedTrial[];
  readonly experiment: Experiment;
  readonly machine: Machine;
  /** Whether kept results are not wanted. */
  readonly anew: boolean;
  /** The run in the store that is gone on with; null begins one. */
  readonly stored: string | null;
  /** What a new run keeps of its reader. */
  readonly record: RunRecord;
}

export interface Prepared {
  readonly state: RunState;
  /** What is left to train. */
  readonly left: readonly PlannedTrial[];
  readonly keeper: RunKeeper;
}

/** The state with some of its trials as they are kept, the wanted ones waiting. */
export function preparing(
  { shown, plans }: Pick<Wanted, 'shown' | 'plans'>,
  kept: readonly TrialState[],
): RunState {
  const wanted = new Set(plans.map(({ id }) => id));
  const others = shown.trials.filter(({ plan }) => !wanted.has(plan.id));
  const all = shown.trials.map(({ plan }) => plan);
  const trials = withKept(all, [...others, ...kept]);
  const stepsDone = trials.reduce((sum, trial) => sum + trial.stepsDone, 0);
  return {
    ...idleState(plans),
    status: 'preparing',
    trials,
    stepsDone,
    stepsTotal: shown.stepsTotal,
    secondsElapsed: shown.secondsElapsed,
  };
}

/** Never throws: what cannot be looked up is trained. After an abort, what was found counts. */
export async function prepare(
  store: Store,
  lab: Lab,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<Prepared> {
  const { plans, machine, anew, experiment } = wanted;
  const kept = anew ? [] : await keptTrials(store, plans, machine, signal).catch(() => []);
  const found = new Set(kept.map(({ plan }) => plan.id));
  const left = plans.filter(({ id }) => !found.has(id));
  const state = preparing(wanted, kept);
  const known = wanted.stored === null ? null : await store.run(wanted.stored);
  const run = known ?? (left.length === 0 ? await wholeRun(store, wanted) : null);
  const options = {
    store,
    experiment,
    trials: run === null ? state.trials : kept,
    machine,
    userAgent: navigator.userAgent,
    checksum: async (dataset: DatasetIdentity) => (await lab.dataset(dataset)).checksum,
    record: wanted.record,
  };
  const keeper = run === null ? RunKeeper.begin(options) : RunKeeper.resume(options, run);
  return { state, left, keeper };
}

/** A run of these settings that has everything, so that looking at it again makes no second one. */
async function wholeRun(
  store: Store,
  { experiment, record }: Pick<Wanted, 'experiment' | 'record'>,
): Promise<StoredRun | null> {
  const run = await latestRun(store, experiment);
  // Another reader's run, or one of which something else was expected, is not looked at again.
  const same = ({ prediction, student }: RunRecord) => canonicalJson({ prediction, student });
  if (run === null || same(run) !== same(record)) return null;
  // What another revision of the engine came to stays as it is, and beside what today's comes to.
  if (hasOutdatedTrials(run)) return null;
  return run.trials.every(({ key }) => key !== null) ? run : null;
}
