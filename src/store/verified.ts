/** Verifying a run from elsewhere: what training it again changes of what is kept. */
import type { TrialState } from '../lab/state.ts';
import type { Store } from './store.ts';
import { importedKey, storedOf } from './stored-trial.ts';

/**
 * Keeps that an imported trial was trained again here to the same bits, and in its place what was trained:
 * then nothing of it rests on its file. Of runs of one's own nothing is changed.
 * @param dataset the checksum of the data that it was trained on here
 */
export async function keepVerified(
  store: Store,
  runId: string,
  again: TrialState,
  dataset: string,
): Promise<void> {
  const { id, trial } = again.plan;
  const key = importedKey(runId, id);
  const stored = await storedOf(again, { dataset, userAgent: navigator.userAgent, at: Date.now() });
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
