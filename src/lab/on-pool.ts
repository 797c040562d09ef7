/** Training on a pool of workers, with datasets from one address. */
import { availability } from '../data/availability.ts';
import type { TrainedModel } from '../protocol/trained-model.ts';
import { ExperimentRun } from './experiment-run.ts';
import type { TrialPool } from './ports/pool.ts';
import type { Training } from './ports/services.ts';

/**
 * @param pool called at every use, because the pool may change
 * @param datasetBase base URL of the published datasets, absolute, ending in '/'
 * @param onModel receives a trial's trained model before the trial is settled
 */
export function trainingOn(
  pool: () => TrialPool,
  datasetBase: string,
  onModel?: (model: TrainedModel) => void,
): Training {
  return {
    createRun: (trials, machine) =>
      new ExperimentRun(
        trials,
        { ...machine, datasetBase, ...(onModel === undefined ? {} : { onModel }) },
        pool(),
      ),
    availability: (signal) => availability(datasetBase, signal),
    dataset: (which, options) => {
      const { name, table } = typeof which === 'string' ? { name: which } : which;
      return pool().loadDataset({ name, table, baseUrl: datasetBase }, options);
    },
    inspect: (trial, options) => pool().inspect(trial, { ...options, datasetBase }),
    predict: (request, signal) => pool().predict(request, { datasetBase, signal }),
  };
}
