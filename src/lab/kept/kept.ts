/** Finds stored runs of an experiment to show again. */
import type { PlannedTrial } from '../../document/expand.ts';
import type { Experiment } from '../../document/schema.ts';
import type { TrialState } from '../state.ts';
import { asShownIn } from './shown-in-run.ts';
import type { RunStore } from '../ports/store.ts';
import { filled } from './losses.ts';
import { hasOutdatedTrials, settingsHash, type ListedRun } from './stored-run.ts';
import { stateOf } from './stored-trial.ts';

/** The run to show, among those with the same settings computed here; null if there is none. */
export async function latestRun(
  store: RunStore,
  experiment: Experiment,
): Promise<ListedRun | null> {
  const settings = settingsHash(experiment);
  const runs = await store.runs();
  return preferredRun(runs.filter((run) => run.settings === settings && run.imported === null));
}

/**
 * Of an experiment's runs, the latest first, the one to show. Interrupted runs do not hide finished ones: the
 * latest complete run wins, preferably by the current engine revision; then the latest with any results.
 */
export function preferredRun(runs: readonly ListedRun[]): ListedRun | null {
  const whole = runs.filter(hasAll);
  const some = runs.find(({ tally }) => tally.kept > 0);
  return whole.find((run) => !hasOutdatedTrials(run)) ?? whole[0] ?? some ?? runs[0] ?? null;
}

/** Whether each of its trials has results. */
export const hasAll = ({ tally }: Pick<ListedRun, 'tally'>): boolean => tally.kept === tally.trials;

/** A run's trials with stored results, in the order of `plans`, as far as the budget goes with their losses. */
export const trialsOf = async (
  store: RunStore,
  run: ListedRun,
  plans: readonly PlannedTrial[],
  signal?: AbortSignal,
): Promise<TrialState[]> => filled(await figuresOf(store, run, plans, signal), signal);

/** The same without any losses, which are the bulk. */
export async function figuresOf(
  store: RunStore,
  run: ListedRun,
  plans: readonly PlannedTrial[],
  signal?: AbortSignal,
): Promise<TrialState[]> {
  const entries = (await store.run(run.id))?.trials ?? [];
  const keys = new Map(entries.map(({ id, key }) => [id, key]));
  const wanted = plans.flatMap((plan) => {
    const key = keys.get(plan.id) ?? null;
    return key === null ? [] : [{ plan, key }];
  });
  const stored = await store.trials(
    wanted.map(({ plan, key }) => ({ key, id: plan.id })),
    signal,
  );
  return stored.flatMap((each, at) =>
    each === null ? [] : [asShownIn(stateOf(each, wanted[at]!.plan), run)],
  );
}
