/** What the page's parts may ask of the lab: the pool and the stores behind one object. */
import { availability } from '../../data/availability.ts';
import { checkKept, removeKept } from '../../data/kept.ts';
import type { Installation } from '../../offline/install.ts';
import type { Lab } from '../../ui/pages/lab.ts';
import { presetUrl } from '../../ui/pages/presets.ts';
import type { Trainings } from '../../ui/pages/trainings.ts';
import { Pool } from '../../pool/pool.ts';
import { spawnTrialWorker } from '../../pool/spawn.ts';
import { ExperimentRun } from '../../lab/experiment-run.ts';
import { Store } from '../../store/store.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';
import { ModelStore } from '../../store/models.ts';

/** @param trainings is told of every run */
export function makeLab(trainings: Trainings, installation: Installation): Lab {
  const datasetBase = new URL('datasets/', document.baseURI).href;
  const pool = new Pool({ spawn: spawnTrialWorker });
  const store = 'indexedDB' in globalThis ? new Store() : null;
  const models = new ModelStore(undefined, undefined, (problem) => {
    // Why runs are not kept matters more, and is the same reason.
    if (store?.problem === '') store.report(problem);
  });

  return {
    createRun: (trials, machine) => {
      const onModel = (model: TrainedModel) => void models.put(model);
      return trainings.watch(new ExperimentRun(trials, { ...machine, datasetBase, onModel }, pool));
    },
    model: (id) => models.get(id),
    keepModel: (model) => models.bring(model),
    broughtModel: (id) => models.brought(id),
    predict: (request, signal) => pool.predict(request, { datasetBase, signal }),
    availability: (signal) => availability(datasetBase, signal),
    checkKept: (name, signal) => checkKept(name, datasetBase, signal),
    removeKept: (name) => removeKept(name, datasetBase),
    dataset: (which, options) =>
      pool.loadDataset(
        {
          ...(typeof which === 'string'
            ? { name: which }
            : { name: which.name, table: which.table }),
          baseUrl: datasetBase,
        },
        options,
      ),
    inspect: (trial, options) => pool.inspect(trial, { ...options, datasetBase }),
    preset: async (name, signal) => {
      const response = await fetch(presetUrl(name, document.baseURI), { signal });
      if (!response.ok) {
        throw new Error(`The experiment ${name} could not be fetched: ${response.status}.`);
      }
      return (await response.json()) as unknown;
    },
    element: async () => {
      const { configure } = await import('../api/configure.ts');
      configure({ datasets: datasetBase, lab: new URL('.', document.baseURI).href });
      return import('../define.ts');
    },
    installation,
    store,
  };
}
