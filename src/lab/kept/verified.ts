/** Stores the result of verifying an imported run. */
import type { TrialState } from '../state.ts';
import type { RunStore } from '../ports/store.ts';
import { importedKey, storedOf } from './new-trial.ts';

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
  const key = importedKey(runId, id);
  const stored = await storedOf(again, { dataset, userAgent, at: Date.now() });
  await store.change(
    runId,
    (run) => {
      const { imported } = run;
      if (imported === null || !run.trials.some((entry) => entry.key === key)) return run;
      const verified = [...new Set([...(imported.verified ?? []), id])];
      return {
        ...run,
        datasets: { ...run.datasets, [trial.dataset.name]: dataset },
        imported: { ...imported, verified },
      };
    },
    { key, stored },
  );
}
