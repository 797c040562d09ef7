/** Models that predict through the pool, with real workers. */
import { assert } from 'chai';
import { loadDataset } from '../../src/data/load.ts';
import { trialData } from '../../src/data/prepare-trial.ts';
import { requireShortForm } from '../../src/document/network-form.ts';
import type { Trial } from '../../src/document/schema.ts';
import { forward } from '../../src/lab/model/forward.ts';
import type { TrainedModel } from '../../src/protocol/trained-model.ts';
import { LabError } from '../../src/base/errors.ts';
import { Pool } from '../../src/pool/pool.ts';
import { spawnTrialWorker } from '../../src/pool/spawn.ts';
import { job, Record, smallTrial, watchedSpawn } from './support.ts';

const datasetBase = new URL('/datasets/', location.origin).href;

/** A network of the trial's size with values that depend only on their indices. */
function modelOf(trial: Trial): TrainedModel {
  const { width } = requireShortForm(trial.model, 'test');
  const layer = (inputs: number, outputs: number) => ({
    inputs,
    outputs,
    weight: Float32Array.from({ length: inputs * outputs }, (_, i) => Math.sin(i) / 8),
    bias: Float32Array.from({ length: outputs }, (_, i) => Math.cos(i)),
  });
  const parameters = [layer(784, width), layer(width, width), layer(width, 10)];
  return { id: 'made', trial, parameters, statistics: null, engine: 'wasm', trainedAt: 1 };
}

describe('a pool that predicts', () => {
  const pools: Pool[] = [];
  const open = (spawn = spawnTrialWorker): Pool => {
    const pool = new Pool({ spawn, size: 1 });
    pools.push(pool);
    return pool;
  };
  afterEach(() => {
    for (const pool of pools.splice(0)) pool.close();
  });

  it('brings what the forward pass gives, bit for bit, for the test part and for rows', async () => {
    const model = modelOf(smallTrial());
    const pool = open();
    const dataset = await loadDataset('fashion-synthetic', { baseUrl: datasetBase, shared: false });
    const { test } = trialData(dataset, model.trial.dataset, model.trial.seed);
    const wanted = forward(model, test.features, 255, 0, test.count);
    assert.deepEqual(await pool.predict({ model, rows: 'test' }, { datasetBase }), wanted);
    const rows = Float32Array.from(test.features.subarray(0, 3 * 784), (x) => x / 255);
    const few = await pool.predict({ model, rows }, { datasetBase });
    assert.deepEqual(few, wanted.slice(0, 30));
    assert.lengthOf(rows, 3 * 784, 'the rows were taken away from their owner');
  });

  it('ends when it is told to, and works on', async () => {
    const { spawn, called } = watchedSpawn();
    const pool = open(spawn);
    const controller = new AbortController();
    const { signal } = controller;
    const wide = modelOf(smallTrial({ width: 2000 }));
    const asked = pool.predict({ model: wide, rows: 'test' }, { datasetBase, signal });
    await called('predict');
    controller.abort();
    const error: unknown = await asked.catch((reason: unknown) => reason);
    assert.isTrue(error instanceof LabError && error.code === 'aborted');
    const model = modelOf(smallTrial());
    assert.lengthOf(await pool.predict({ model, rows: 'test' }, { datasetBase }), 2000);
  });

  it('predicts while a run goes on, and changes none of its figures', async () => {
    const jobs = [1, 2, 3].map((seed) => job(`t${seed}`, smallTrial({ seed })));
    const alone = new Record();
    await open().run(jobs, alone.options);
    const pool = open();
    const beside = new Record();
    const run = pool.run(jobs, beside.options);
    await beside.training('t1');
    const model = modelOf(smallTrial());
    const given = await pool.predict({ model, rows: 'test' }, { datasetBase });
    assert.lengthOf(given, 2000);
    await run;
    for (const { id } of jobs) assert.deepEqual(beside.figures(id), alone.figures(id));
  });
});
