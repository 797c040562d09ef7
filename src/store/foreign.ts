/** Runs that were trained elsewhere: how they are told from own ones, and what verifying them changes. */
import type { Provenance } from '../experiment/results.ts';
import type { TrialState } from '../run/state.ts';
import type { Store } from './store.ts';
import type { StoredRun } from './stored-run.ts';
import { importedKey, storedOf } from './stored-trial.ts';

type Known = Pick<StoredRun, 'imported' | 'trials'>;

const isVerified = ({ imported }: Pick<StoredRun, 'imported'>, id: string): boolean =>
  imported?.verified?.includes(id) === true;

/** Of the whole run: verified once each of its results was trained again here to the same bits. */
export function runProvenance(run: Known): Provenance {
  if (run.imported === null) return 'here';
  const results = run.trials.filter(({ key }) => key !== null);
  return results.length > 0 && results.every(({ id }) => isVerified(run, id))
    ? 'verified'
    : 'elsewhere';
}

/** A kept trial as its run shows it: marked where it is from elsewhere, with the time of its keeping. */
export function placed(trial: TrialState, { imported }: Pick<StoredRun, 'imported'>): TrialState {
  if (imported === null) return trial;
  const provenance = isVerified({ imported }, trial.plan.id) ? 'verified' : 'elsewhere';
  return { ...trial, kept: imported.at, provenance };
}

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
