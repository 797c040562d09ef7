/** Looking at untrained networks through the pool, with real workers. */
import { assert } from 'chai';
import { loadDataset } from '../../src/data/load.ts';
import { LabError } from '../../src/base/errors.ts';
import { Pool } from '../../src/pool/pool.ts';
import { spawnTrialWorker } from '../../src/pool/spawn.ts';
import { inspectTrial } from '../../workers/trial/inspect.ts';
import { smallTrial, watchedSpawn } from './support.ts';

const datasetBase = new URL('/datasets/', location.origin).href;

describe('a pool that looks at networks', () => {
  const pools: Pool[] = [];
  const open = (spawn = spawnTrialWorker): Pool => {
    const pool = new Pool({ spawn, size: 1 });
    pools.push(pool);
    return pool;
  };
  afterEach(() => {
    for (const pool of pools.splice(0)) pool.close();
  });

  it('brings what the worker saw, unharmed', async () => {
    const trial = smallTrial({ seed: 7 });
    const seen = await open().inspect(trial, { datasetBase });
    const dataset = await loadDataset('fashion-synthetic', { baseUrl: datasetBase, shared: false });
    assert.deepEqual(seen, await inspectTrial(trial, dataset));
    assert.lengthOf(seen.layers, 3);
    assert.lengthOf(seen.images?.classes ?? [], 32);
  });

  it('ends when it is told to, and works on', async () => {
    const { spawn, called } = watchedSpawn();
    const pool = open(spawn);
    const controller = new AbortController();
    const looking = pool.inspect(smallTrial({ width: 2000 }), {
      datasetBase,
      signal: controller.signal,
    });
    await called('inspect');
    controller.abort();
    const error: unknown = await looking.catch((reason: unknown) => reason);
    assert.isTrue(error instanceof LabError && error.code === 'aborted');
    assert.lengthOf((await pool.inspect(smallTrial(), { datasetBase })).layers, 3);
  });
});
