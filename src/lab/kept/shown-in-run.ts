/** How a kept trial is shown by its run. */
import type { TrialState } from '../state.ts';
import type { StoredRun } from './stored-run.ts';

type Imported = Pick<StoredRun, 'imported'>;

export const isVerified = ({ imported }: Imported, id: string): boolean =>
  imported?.verified?.includes(id) === true;

/** A kept trial as its run shows it: marked where it is from elsewhere, with the time of its keeping. */
export function asShownIn(trial: TrialState, { imported }: Imported): TrialState {
  if (imported === null) return trial;
  const provenance = isVerified({ imported }, trial.plan.id) ? 'verified' : 'elsewhere';
  return { ...trial, kept: imported.at, provenance };
}
