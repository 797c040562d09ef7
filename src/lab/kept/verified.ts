/** Stores the result of verifying an imported run. */
import type { TrialState } from '../state.ts';
import type { RunStore } from '../ports/store.ts';
import { entryOf, importedKey, storedOf } from './new-trial.ts';

/**
 * Marks an imported trial as verified and replaces it by the trial retrained here to the same bits, so that it no
 * longer depends on its file. Runs computed here are not changed.
 * @param from `dataset` is the checksum of the data used for retraining
 */
export async function keepVerified(
  store: RunStore,
  runId: string,
  again: TrialState,
  { dataset, userAgent }: { readonly dataset: string; readonly userAgent: string },
): Promise<void> {
  const { id, trial } = again.plan;
  const run = await store.run(runId);
  const index = run?.trials.findIndex((each) => each.key === importedKey(runId, id)) ?? -1;
  const entry = run?.trials[index];
  if (run === null || entry === undefined || run.imported === null) return;
  const stored = await storedOf(again, { dataset, userAgent, at: Date.now() });
  // It keeps its key, so that the run stays one from a file.
  await store.append(runId, { index, entry: { ...entryOf(stored, entry.key!) }, stored });
  await store.change(runId, (now) => {
    const { imported } = now;
    if (imported === null) return now;
    const verified = [...new Set([...(imported.verified ?? []), id])];
    return {
      ...now,
      datasets: { ...now.datasets, [trial.dataset.name]: dataset },
      imported: { ...imported, verified },
    };
  });
}
