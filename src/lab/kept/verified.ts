/** Verifying a run from elsewhere: what training it again changes of what is kept. */
import type { TrialState } from '../state.ts';
import type { RunStore } from '../ports/store.ts';
import { importedKey, storedOf } from './new-trial.ts';

/**
 * Keeps that an imported trial was trained again here to the same bits, and in its place what was trained:
 * then nothing of it rests on its file. Of runs of one's own nothing is changed.
 * @param from `dataset` is the checksum of the data that it was trained on here
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
