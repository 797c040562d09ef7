import type { Experiment } from '../experiment/schema.ts';

/** The experiment with another seed. An axis over seeds is left as it is. */
export const withSeed = (experiment: Experiment, seed: number): Experiment => ({
  ...experiment,
  trial: { ...experiment.trial, seed },
});
