/** What the store has of an experiment, to be shown again. */
import type { PlannedTrial } from '../../document/expand.ts';
import type { Experiment } from '../../document/schema.ts';
import type { TrialState } from '../state.ts';
import { asShownIn } from './shown-in-run.ts';
import type { RunStore } from '../ports/store.ts';
import { hasOutdatedTrials, settingsHash, type StoredRun } from './stored-run.ts';
import { stateOf } from './stored-trial.ts';

/** The run of the same settings to show, of those that were computed here; null where there is none. */
export async function latestRun(
  store: RunStore,
  experiment: Experiment,
): Promise<StoredRun | null> {
  const settings = settingsHash(experiment);
  const runs = await store.runs();
  return preferredRun(runs.filter((run) => run.settings === settings && run.imported === null));
}

/**
 * Of runs of one experiment, the latest first, the one to show. A run that was cut off hides none that was
 * finished: the latest that has every trial goes first, by today's revision of the engine where there is
 * such a run; then the latest that has any trial.
 */
export function preferredRun(runs: readonly StoredRun[]): StoredRun | null {
  const whole = runs.filter(({ trials }) => trials.every(({ key }) => key !== null));
  const some = runs.find(({ trials }) => trials.some(({ key }) => key !== null));
  return whole.find((run) => !hasOutdatedTrials(run)) ?? whole[0] ?? some ?? runs[0] ?? null;
}

/** What a run has, in the order of `plans`; trials without kept results are left out. */
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
