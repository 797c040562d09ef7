/** What the page's parts may ask of the lab: the pool and the stores behind one object. */
import { toLabError } from '../../base/errors.ts';
import type { Installation } from '../../offline/install.ts';
import type { Lab } from '../../ui/pages/lab.ts';
import { presetUrl, presets } from '../../course/presets.ts';
import type { Trainings } from '../../lab/session/trainings.ts';
import { DeferredPool } from '../../pool/deferred-pool.ts';
import { trainingOn } from '../../lab/on-pool.ts';
import type { ListedRun } from '../../lab/kept/stored-run.ts';
import { Store } from '../../store/store.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';
import type { ModelStore } from '../../store/models.ts';
import { keptReaderId } from '../../store/student.ts';

/** @param trainings is notified of every run */
export function makeLab(trainings: Trainings, installation: Installation): Lab {
  /** Runs of which nothing is removed when the storage is full. */
  const spared = async (runs: readonly ListedRun[]) => {
    const { reportedRuns } = await import('../../course/handin/choose-runs.ts');
    return reportedRuns(runs);
  };
  const datasetBase = new URL('datasets/', document.baseURI).href;
  const pool = new DeferredPool(async () => {
    const [{ Pool }, { spawnTrialWorker }] = await Promise.all([
      import('../../pool/pool.ts'),
      import('../../pool/spawn.ts'),
    ]);
    return new Pool({ spawn: spawnTrialWorker });
  });
  const store = 'indexedDB' in globalThis ? new Store({ spared }) : null;
  const report = (problem: string) => {
    // Why runs are not kept matters more, and is the same reason.
    if (store?.problem === '') store.report(problem);
  };
  let fetching: Promise<ModelStore> | null = null;
  /** Loaded with the first run, or when a model is asked for. Rejects if it cannot be loaded; a later call tries again. */
  const models = (): Promise<ModelStore> => {
    fetching ??= import('../../store/models.ts').then(
      ({ ModelStore }) => new ModelStore(undefined, undefined, report),
      (error: unknown) => {
        fetching = null;
        throw error;
      },
    );
    return fetching;
  };

  const onModel = (model: TrainedModel) =>
    void models().then(
      (store) => store.put(model),
      (error: unknown) => report(`A trained model could not be kept: ${toLabError(error).message}`),
    );
  const training = trainingOn(() => pool, datasetBase, { onModel });

  return {
    ...training,
    createRun: (trials, machine, checkpoints) => {
      // Loaded early, so that no trained model waits for it; onModel reports a failure.
      models().catch(() => undefined);
      return trainings.watch(training.createRun(trials, machine, checkpoints));
    },
    model: async (id) => (await models()).get(id),
    keepModel: async (model) => (await models()).putLoaded(model),
    loadedModel: async (id) => (await models()).getLoaded(id),
    checkKept: async (name, signal) => {
      const { checkKept } = await import('../../data/kept.ts');
      return checkKept(name, datasetBase, signal);
    },
    removeKept: async (name) => {
      const { removeKept } = await import('../../data/kept.ts');
      return removeKept(name, datasetBase);
    },
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
    studentProgram: async (what, shown) => {
      const { savedNotebook, savedProgram } = await import('../../course/programs/saved.ts');
      return what === 'notebook' ? savedNotebook(shown) : savedProgram(shown);
    },
    installation,
    store,
  };
}
