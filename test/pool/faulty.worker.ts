/**
 * A worker that fails in as many ways as a test asks for. It speaks WorkerApi; a trial's seed says
 * what becomes of it: 1 throws outside of any call, 2 closes the worker, 3 hangs and ignores being
 * cancelled, 4 returns an error, and all others succeed.
 */
import { expose } from 'comlink';
import type { Dataset } from '../../src/protocol/dataset.ts';
import type {
  Callback,
  Outcome,
  TrialEvent,
  TrialRequest,
  WorkerApi,
} from '../../src/protocol/worker-api.ts';

const dataset: Dataset = {
  name: 'fashion-synthetic',
  task: 'classification',
  synthetic: true,
  inputs: 1,
  outputs: 10,
  features: new Uint8Array(2),
  targets: new Uint8Array(2),
  trainCount: 1,
  testCount: 1,
  split: 'published',
  checksum: 'none',
  featureNames: [],
  classNames: [],
};

const never = new Promise<never>(() => undefined);

const api: WorkerApi = {
  loadDataset: () => Promise.resolve({ ok: true, value: dataset }),
  keepDataset: () => Promise.resolve(),
  inspect: () => new Promise(() => undefined),
  cancel: () => Promise.resolve(),
  pause: () => Promise.resolve(),
  predict: () => Promise.resolve({ ok: true, value: new Float32Array() }),
  async run({ trial }: TrialRequest, onEvent: Callback<TrialEvent>): Promise<Outcome<null>> {
    await onEvent({ type: 'start', engine: { name: 'tfjs-cpu', reason: 'a test' }, steps: 1 });
    switch (trial.seed) {
      case 1:
        setTimeout(() => {
          throw new Error('out of the blue');
        });
        return never;
      case 2:
        close();
        return never;
      case 3:
        return never;
      case 4:
        return { ok: false, error: { code: 'out-of-memory', message: 'too large' } };
      default:
        return { ok: true, value: null };
    }
  },
};

expose(api);
