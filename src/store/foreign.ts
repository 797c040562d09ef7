/** Runs that were trained elsewhere: how they are told from own ones. */
import type { Provenance } from '../experiment/results.ts';
import type { TrialState } from '../run/state.ts';
import type { StoredRun } from './stored-run.ts';

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
