/** How a run shows a stored trial. */
import type { TrialState } from '../state.ts';
import type { ListedRun } from './stored-run.ts';
import { asStored } from './stored-trial.ts';

type Imported = Pick<ListedRun, 'imported'>;

export const isVerified = ({ imported }: Imported, id: string): boolean =>
  imported?.verified?.includes(id) === true;

/** A stored trial as its run shows it: marked with provenance and import time if from elsewhere. */
export function asShownIn(trial: TrialState, { imported }: Imported): TrialState {
  if (imported === null) return trial;
  const provenance = isVerified({ imported }, trial.plan.id) ? 'verified' : 'elsewhere';
  return asStored({ ...trial, kept: imported.at, provenance }, trial);
}
