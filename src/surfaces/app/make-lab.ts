/** What the page's parts may ask of the lab: the pool and the stores behind one object. */
import { checkKept, removeKept } from '../../data/kept.ts';
import type { Installation } from '../../offline/install.ts';
import type { Lab } from '../../ui/pages/lab.ts';
import { presetUrl, presets } from '../../ui/pages/presets.ts';
import type { Trainings } from '../../lab/session/trainings.ts';
import { Pool } from '../../pool/pool.ts';
import { spawnTrialWorker } from '../../pool/spawn.ts';
import { trainingOn } from '../../lab/on-pool.ts';
import { Store } from '../../store/store.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';
import { ModelStore } from '../../store/models.ts';
import { keptReaderId } from '../../store/student.ts';

/** @param trainings is told of every run */
export function makeLab(trainings: Trainings, installation: Installation): Lab {
  const datasetBase = new URL('datasets/', document.baseURI).href;
  const pool = new Pool({ spawn: spawnTrialWorker });
  const store = 'indexedDB' in globalThis ? new Store() : null;
  const models = new ModelStore(undefined, undefined, (problem) => {
    // Why runs are not kept matters more, and is the same reason.
    if (store?.problem === '') store.report(problem);
  });

  const onModel = (model: TrainedModel) => void models.put(model);
  const training = trainingOn(() => pool, datasetBase, onModel);

  return {
    ...training,
    createRun: (trials, machine) => trainings.watch(training.createRun(trials, machine)),
    model: (id) => models.get(id),
    keepModel: (model) => models.putLoaded(model),
    loadedModel: (id) => models.getLoaded(id),
    checkKept: (name, signal) => checkKept(name, datasetBase, signal),
    removeKept: (name) => removeKept(name, datasetBase),
    reader: keptReaderId,
    userAgent: navigator.userAgent,
    presets: presets.map(({ name }) => name),
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
