/** Finds stored runs of an experiment to show again. */
import type { PlannedTrial } from '../../document/expand.ts';
import type { Experiment } from '../../document/schema.ts';
import type { TrialState } from '../state.ts';
import { asShownIn } from './shown-in-run.ts';
import type { RunStore } from '../ports/store.ts';
import { hasOutdatedTrials, settingsHash, type StoredRun } from './stored-run.ts';
import { stateOf } from './stored-trial.ts';

/** The run to show, among those with the same settings computed here; null if there is none. */
export async function latestRun(
  store: RunStore,
  experiment: Experiment,
): Promise<StoredRun | null> {
  const settings = settingsHash(experiment);
  const runs = await store.runs();
  return preferredRun(runs.filter((run) => run.settings === settings && run.imported === null));
}

/**
 * Of an experiment's runs, the latest first, the one to show. Interrupted runs do not hide finished ones: the
 * latest complete run wins, preferably by the current engine revision; then the latest with any results.
 */
export function preferredRun(runs: readonly StoredRun[]): StoredRun | null {
  const whole = runs.filter(({ trials }) => trials.every(({ key }) => key !== null));
  const some = runs.find(({ trials }) => trials.some(({ key }) => key !== null));
  return whole.find((run) => !hasOutdatedTrials(run)) ?? whole[0] ?? some ?? runs[0] ?? null;
}

/** A run's trials with stored results, in the order of `plans`. */
export async function trialsOf(
  store: RunStore,
  run: StoredRun,
  plans: readonly PlannedTrial[],
): Promise<TrialState[]> {
  const keys = new Map(run.trials.map(({ id, key }) => [id, key]));
  const read = plans.map(async (plan) => {
    const key = keys.get(plan.id) ?? null;
    const stored = key === null ? null : await store.trial(key);
    return stored === null ? [] : [asShownIn(stateOf(stored, plan), run)];
  });
  return (await Promise.all(read)).flat();
}
