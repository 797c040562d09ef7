/** How many losses a run would record: every one is kept in memory, stored and exported. */
import { trialSteps } from '../document/parameters.ts';
import type { Trial } from '../document/schema.ts';

/** More than this many are worth a word before the start: 120 MB, and 160 MB as a file. */
export const manyLosses = 30_000_000;

export const recordedLosses = (plans: readonly { readonly trial: Trial }[]): number =>
  plans.reduce((sum, { trial }) => sum + (trial.measure.batchLosses ? trialSteps(trial) : 0), 0);
