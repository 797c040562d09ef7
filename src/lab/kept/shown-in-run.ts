/** How a run shows a stored trial. */
import type { TrialState } from '../state.ts';
import type { StoredRun } from './stored-run.ts';

type Imported = Pick<StoredRun, 'imported'>;

export const isVerified = ({ imported }: Imported, id: string): boolean =>
  imported?.verified?.includes(id) === true;

/** A stored trial as its run shows it: marked with provenance and import time if from elsewhere. */
export function asShownIn(trial: TrialState, { imported }: Imported): TrialState {
  if (imported === null) return trial;
  const provenance = isVerified({ imported }, trial.plan.id) ? 'verified' : 'elsewhere';
  return { ...trial, kept: imported.at, provenance };
}
