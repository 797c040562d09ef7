/** Training on a pool of workers, with datasets from one address. */
import { ExperimentRun, type RunOptions } from './experiment-run.ts';
import type { TrialPool } from './ports/pool.ts';
import type { Training } from './ports/services.ts';

/** What a run tells and asks besides its trials. */
export type TrainingHooks = Pick<
  RunOptions,
  'onModel' | 'checkpoints' | 'checkpointSettings' | 'mayStart'
>;

/**
 * @param pool called at every use, because the pool may change
 * @param datasetBase base URL of the published datasets, absolute, ending in '/'
 */
export function trainingOn(
  pool: () => TrialPool,
  datasetBase: string,
  hooks: TrainingHooks = {},
): Training {
  return {
    createRun: (trials, machine, checkpoints) =>
      new ExperimentRun(
        trials,
        { ...hooks, ...machine, datasetBase, ...(checkpoints && { checkpoints }) },
        pool(),
      ),
    // Asked once a page is shown.
    availability: async (signal) =>
      (await import('../data/availability.ts')).availability(datasetBase, signal),
    dataset: (which, options) => {
      const { name, table } = typeof which === 'string' ? { name: which } : which;
      return pool().loadDataset({ name, table, baseUrl: datasetBase }, options);
    },
    inspect: (trial, options) => pool().inspect(trial, { ...options, datasetBase }),
    predict: (request, signal) => pool().predict(request, { datasetBase, signal }),
  };
}
