/** What a session needs of the machinery, on a page that is somebody else's: nothing is stored there. */
import { availability } from '../../../data/availability.ts';
import { checkKept, removeKept } from '../../../data/kept.ts';
import { presetDocument } from '../../api/presets.ts';
import type { Lab } from '../../../ui/pages/lab.ts';
import type { Pool } from '../../../pool/pool.ts';
import { ExperimentRun } from '../../../lab/experiment-run.ts';

/**
 * @param pool asked for at every use, because it is another one after the element was taken away
 * @param datasetBase where the published datasets lie, ending in '/'
 */
export function embeddedLab(pool: () => Pool, datasetBase: string): Lab {
  return {
    createRun: (trials, machine) => new ExperimentRun(trials, { ...machine, datasetBase }, pool()),
    availability: (signal) => availability(datasetBase, signal),
    checkKept: (name, signal) => checkKept(name, datasetBase, signal),
    removeKept: (name) => removeKept(name, datasetBase),
    dataset: (which, options) =>
      pool().loadDataset(
        typeof which === 'string'
          ? { name: which, baseUrl: datasetBase }
          : { name: which.name, table: which.table, baseUrl: datasetBase },
        options,
      ),
    inspect: (trial, options) => pool().inspect(trial, { ...options, datasetBase }),
    model: () => Promise.resolve(null),
    keepModel: () => Promise.resolve(),
    broughtModel: () => Promise.resolve(null),
    predict: (request, signal) => pool().predict(request, { datasetBase, signal }),
    preset: (name) => presetDocument(name),
    store: null,
  };
}
