/** The lab's services for the page: the pool and the stores behind one object. */
import { checkKept, removeKept } from '../../data/kept.ts';
import type { Installation } from '../../offline/install.ts';
import type { Lab } from '../../ui/pages/lab.ts';
import { presetUrl, presets } from '../../course/presets.ts';
import type { Trainings } from '../../lab/session/trainings.ts';
import { Pool } from '../../pool/pool.ts';
import { spawnTrialWorker } from '../../pool/spawn.ts';
import { trainingOn } from '../../lab/on-pool.ts';
import { Store } from '../../store/store.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';
import { ModelStore } from '../../store/models.ts';
import { keptReaderId } from '../../store/student.ts';

/** @param trainings is notified of every run */
export function makeLab(trainings: Trainings, installation: Installation): Lab {
  const datasetBase = new URL('datasets/', document.baseURI).href;
  const pool = new Pool({ spawn: spawnTrialWorker });
  const store = 'indexedDB' in globalThis ? new Store() : null;
  const models = new ModelStore(undefined, undefined, (problem) => {
    // If runs cannot be stored either, that is the same problem and already reported.
    if (store?.problem === '') store.report(problem);
  });

  const onModel = (model: TrainedModel) => void models.put(model);
  const training = trainingOn(() => pool, datasetBase, onModel);

  return {
    ...training,
    createRun: (trials, machine) => trainings.watch(training.createRun(trials, machine)),
    model: (id) => models.get(id),
    keepModel: (model) => models.bring(model),
    broughtModel: (id) => models.brought(id),
    checkKept: (name, signal) => checkKept(name, datasetBase, signal),
    removeKept: (name) => removeKept(name, datasetBase),
    reader: keptReaderId,
    userAgent: navigator.userAgent,
    presets,
    preset: async (name, signal) => {
      const response = await fetch(presetUrl(name, document.baseURI), { signal });
      if (!response.ok) {
        throw new Error(
          `The experiment ${name} could not be fetched: wanted the status 200, found ${response.status}.`,
        );
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
