/** Loads the code that reads kept runs, when one is first looked for. */
import { parseInPieces } from '../../document/parse.ts';
import type { Experiment } from '../../document/schema.ts';
import { keptState } from '../kept/kept-state.ts';
import type { ListedRun } from '../kept/stored-run.ts';
import type { RunStore } from '../ports/store.ts';
import type { RunState, TrialState } from '../state.ts';

const load = async () => ({
  ...(await import('../kept/kept.ts')),
  ...(await import('../kept/losses.ts')),
});

/** Null if it cannot be loaded, which is reported in the store's `problem`. Never throws. */
export async function keptReader(
  store: RunStore,
): Promise<Awaited<ReturnType<typeof load>> | null> {
  try {
    return await load();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    store.report(
      `Kept runs cannot be shown: that part of the lab could not be loaded (${why}). Open the page again.`,
    );
    return null;
  }
}

/**
 * A run as it is shown, without losses; null if it cannot be read.
 * @param document what to show it as, with the run's settings
 */
export async function keptRun(
  store: RunStore,
  run: ListedRun,
  document: Experiment,
): Promise<{ readonly experiment: Experiment; readonly state: RunState } | null> {
  const parsed = await parseInPieces(document);
  if (!parsed.ok) return null;
  const { experiment, trials: plans } = parsed;
  const trials = await (await keptReader(store))?.figuresOf(store, run, plans);
  if (trials === undefined) return null;
  return { experiment, state: keptState(plans, trials, run.seconds, run.imported?.file ?? null) };
}

/** The same trials with their losses, if these are not too many. */
export const keptLosses = async (
  store: RunStore,
  trials: readonly TrialState[],
): Promise<readonly TrialState[]> => (await keptReader(store))?.filled(trials) ?? trials;
