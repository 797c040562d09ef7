/** The pool on worker threads: it notices every way in which a thread ends. */
import { Worker } from 'node:worker_threads';
import { assert } from 'chai';
import { nodeWorker } from '../../cli/a2/spawn.ts';
import { buildIfStale } from '../../cli/build/stale.mjs';
import type { Trial } from '../../src/document/schema.ts';
import { Pool } from '../../src/pool/pool.ts';
import type { Spawn } from '../../src/pool/spawn.ts';
import type { LabError } from '../../src/base/errors.ts';
import { planOf, smallExperiment } from './support.ts';

/** The thread of the build, because Node does not read the sources. */
const thread = (name: string): Worker =>
  new Worker(new URL('../../dist-cli/trial.worker.mjs', import.meta.url), { name, stdout: true });

/** As Comlink posts it. */
interface Call {
  readonly argumentList?: readonly { readonly value?: { readonly trial?: Trial } }[];
}

const jobsOf = (axes: unknown[]) =>
  planOf(smallExperiment({}, axes)).trials.map(({ id, trial }) => ({ id, trial }));

describe('the pool on worker threads', () => {
  before(() => buildIfStale(['cli']));
  const pools: Pool[] = [];
  const open = (spawn: Spawn): Pool => {
    const pool = new Pool({ spawn, size: 2, shared: true });
    pools.push(pool);
    return pool;
  };
  afterEach(() => {
    for (const pool of pools.splice(0)) pool.close();
  });

  it('settles the trial of a thread that is ended from outside, and trains the others', async () => {
    const jobs = jobsOf([{ path: 'epochs', values: [10_000, 1, 2] }]);
    let victim: Worker | null = null;
    const pool = open((name) => {
      const worker = thread(name);
      const post = worker.postMessage.bind(worker);
      worker.postMessage = (message: Call, transfer) => {
        if (message.argumentList?.[0]?.value?.trial?.epochs === 10_000) victim = worker;
        post(message, transfer);
      };
      return nodeWorker(worker);
    });
    const settled = new Map<string, LabError | null>();
    await pool.run(jobs, {
      engine: 'tfjs-cpu',
      datasetBase: 'file:///',
      workers: 2,
      onSettled: (id, error) => settled.set(id, error),
      onEvent: (id, event) => {
        if (id === jobs[0]!.id && event.type === 'epoch' && event.record.epoch === 1)
          void victim?.terminate();
      },
    });
    assert.equal(settled.get(jobs[0]!.id)?.code, 'worker-crashed');
    assert.include(settled.get(jobs[0]!.id)?.message, 'its thread ended');
    for (const { id } of jobs.slice(1)) assert.isNull(settled.get(id));
  });

  it('shares a dataset between the threads', async () => {
    const pool = open((name) => nodeWorker(thread(name)));
    const dataset = await pool.loadDataset({ name: 'housing-synthetic', baseUrl: 'file:///' });
    assert.instanceOf(dataset.features.buffer, SharedArrayBuffer);
  });

  it('says why a thread does not start', async () => {
    const pool = open(() => {
      const source = 'throw new Error("no such luck")';
      return nodeWorker(new Worker(source, { eval: true, stdout: true }));
    });
    const run = pool.run(jobsOf([]), { engine: 'tfjs-cpu', datasetBase: 'file:///' });
    const error = await run.then(
      () => null,
      (reason: unknown) => reason as LabError,
    );
    assert.equal(error?.code, 'worker-crashed');
    assert.include(error?.message, 'no such luck');
  });
});
