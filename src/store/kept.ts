/** What the store has of an experiment, to be shown again. */
import type { PlannedTrial } from '../experiment/expand.ts';
import type { Experiment } from '../experiment/schema.ts';
import type { TrialState } from '../run/state.ts';
import { placed } from './placed.ts';
import type { Store } from './store.ts';
import { hasOutdatedTrials, settingsHash, type StoredRun } from './stored-run.ts';
import { stateOf } from './stored-trial.ts';

/** The run of the same settings to show, of those that were computed here; null where there is none. */
export async function latestRun(store: Store, experiment: Experiment): Promise<StoredRun | null> {
  const settings = settingsHash(experiment);
  const runs = await store.runs();
  return mostToShow(runs.filter((run) => run.settings === settings && run.imported === null));
}

/**
 * Of runs of one experiment, the latest first, the one to show: the latest that has every trial, by the
 * engine as it is today; else the latest that has any. A run that was cut off hides none that was finished.
 */
export function mostToShow(runs: readonly StoredRun[]): StoredRun | null {
  const whole = runs.find(
    (run) => run.trials.every(({ key }) => key !== null) && !hasOutdatedTrials(run),
  );
  const some = runs.find(({ trials }) => trials.some(({ key }) => key !== null));
  return whole ?? some ?? runs[0] ?? null;
}

/** What a run has, in the order of `plans`; trials without kept results are left out. */
export async function trialsOf(
  store: Store,
  run: StoredRun,
  plans: readonly PlannedTrial[],
): Promise<TrialState[]> {
  const keys = new Map(run.trials.map(({ id, key }) => [id, key]));
  const read = plans.map(async (plan) => {
    const key = keys.get(plan.id) ?? null;
    const stored = key === null ? null : await store.trial(key);
    return stored === null ? [] : [placed(stateOf(stored, plan), run)];
  });
  return (await Promise.all(read)).flat();
}
