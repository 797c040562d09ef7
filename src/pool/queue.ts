/** The order of trials: longest first, so that no worker is left with a long one at the end. */
import { trialCost } from '../experiment/parameters.ts';
import type { Trial } from '../experiment/schema.ts';

export interface Job {
  /** The trial's content hash. */
  readonly id: string;
  readonly trial: Trial;
}

/** A new array, the costliest trial first; equal ones keep their order. */
export function longestFirst<T extends Pick<Job, 'trial'>>(jobs: readonly T[]): T[] {
  return jobs
    .map((job) => ({ job, cost: trialCost(job.trial) }))
    .toSorted((a, b) => b.cost - a.cost)
    .map(({ job }) => job);
}
