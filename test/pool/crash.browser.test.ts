/** Every worker's death is detected: no promise stays pending. */
import { assert } from 'chai';
import type { LabError } from '../../src/base/errors.ts';
import { WorkerHandle } from '../../src/pool/handle.ts';
import { Pool, type PoolOptions } from '../../src/pool/pool.ts';
import { spawnTrialWorker } from '../../src/pool/spawn.ts';
import { until } from '../support/until.ts';
import { job, longTrial, Record, smallTrial, spawnOther, watchedSpawn } from './support.ts';

const faulty = spawnOther(new URL('./faulty.worker.ts', import.meta.url));

/** The error with which a promise rejects. */
async function failure(promise: Promise<unknown>): Promise<LabError> {
  try {
    await promise;
  } catch (error) {
    return error as LabError;
  }
  throw new Error('Expected a rejection');
}

describe('A worker that dies', () => {
  const pools: Pool[] = [];
  const open = (options: Partial<PoolOptions>): Pool => {
    const pool = new Pool({ spawn: spawnTrialWorker, ...options });
    pools.push(pool);
    return pool;
  };
  afterEach(() => {
    for (const pool of pools.splice(0)) pool.close();
  });

  it('killed in the middle of a trial, fails that trial while the others finish', async () => {
    const { spawn, calls } = watchedSpawn();
    const pool = open({ spawn, size: 2 });
    const record = new Record();
    const victim = longTrial();
    const jobs = [
      job('victim', victim),
      ...[1, 2, 3].map((seed) => job(`seed ${seed}`, smallTrial({ seed }))),
    ];
    const run = pool.run(jobs, { ...record.options, workers: 2 });
    await record.training('victim');
    await record.until(() => record.settled.has('seed 1'));
    // The pool gets no event.
    calls.find(({ trial }) => trial?.seed === victim.seed)!.worker.terminate();
    await run;

    const error = record.settled.get('victim');
    assert.equal(error?.code, 'worker-crashed');
    assert.include(error?.message, 'fashion-synthetic, 2 × 16 relu');
    assert.include(error?.message, 'Run this one again');
    for (const seed of [1, 2, 3]) assert.isNull(record.settled.get(`seed ${seed}`));
  });

  it('is replaced, and the trial can be run again', async () => {
    const { spawn, spawned } = watchedSpawn();
    const pool = open({ spawn, size: 1 });
    const record = new Record();
    const run = pool.run([job('a', longTrial()), job('b', smallTrial())], record.options);
    await record.training('a');
    spawned[0]?.terminate();
    await run;
    assert.equal(record.settled.get('a')?.code, 'worker-crashed');
    assert.isNull(record.settled.get('b'));
    assert.lengthOf(spawned, 2);
  });

  for (const [seed, way, detail] of [
    [1, 'throws outside of any call', 'out of the blue'],
    [4, 'returns an error', 'too large'],
  ] as const) {
    it(`fails the trial in which it ${way}`, async () => {
      const record = new Record();
      const jobs = [5, seed, 6].map((each) => job(`${each}`, smallTrial({ seed: each })));
      await open({ spawn: faulty, size: 1 }).run(jobs, record.options);
      const error = record.settled.get(`${seed}`);
      assert.include(error?.message, detail);
      assert.equal(error?.code, seed === 4 ? 'out-of-memory' : 'worker-crashed');
      assert.isNull(record.settled.get('5'));
      assert.isNull(record.settled.get('6'));
    });
  }

  it('is terminated when it ignores being cancelled', async () => {
    const pool = open({ spawn: faulty, size: 1 });
    const record = new Record();
    const controller = new AbortController();
    const run = pool.run([job('deaf', smallTrial({ seed: 3 }))], {
      ...record.options,
      signal: controller.signal,
    });
    await record.until(() => record.count('deaf') > 0);
    controller.abort();
    await run;
    assert.equal(record.settled.get('deaf')?.code, 'aborted');
    await until('the deaf worker is terminated', () => pool.workers === 0);
  });

  for (const [way, url] of [
    ['whose script does not exist', new URL('./no-such.worker.js', import.meta.url)],
    ['whose script throws', new URL('./broken.worker.ts', import.meta.url)],
  ] as const) {
    it(`${way} rejects after a few attempts`, async () => {
      let spawned = 0;
      const other = spawnOther(url);
      const spawn = (name: string) => {
        spawned += 1;
        return other(name);
      };
      const pool = open({ spawn, size: 2 });
      const record = new Record();
      const jobs = [1, 2, 3].map((seed) => job(`${seed}`, smallTrial({ seed })));
      const error = await failure(pool.run(jobs, { ...record.options, workers: 2 }));
      assert.equal(error.code, 'worker-crashed');
      for (const { id } of jobs) assert.equal(record.settled.get(id)?.code, 'worker-crashed');
      assert.isAtMost(spawned, 6);
      assert.equal(pool.workers, 0);
    });
  }

  it('that cannot even be made rejects too', async () => {
    const spawn = () => {
      throw new Error('refused by policy');
    };
    const record = new Record();
    const error = await failure(open({ spawn }).run([job('a', smallTrial())], record.options));
    assert.equal(error.code, 'worker-crashed');
    assert.include(error.message, 'refused by policy');
  });

  it('takes a dataset that is being loaded down with it', async () => {
    const { spawn, spawned } = watchedSpawn();
    const pool = open({ spawn, size: 1 });
    const request = { name: 'fashion-synthetic', baseUrl: 'http://nowhere.invalid/' } as const;
    const kill = () => spawned.at(-1)?.terminate();
    const error = await failure(pool.loadDataset(request, { onProgress: kill }));
    assert.equal(error.code, 'worker-crashed');
  });

  it('is no obstacle to closing the pool in the middle of everything', async () => {
    const pool = open({ size: 2 });
    const record = new Record();
    const jobs = [1, 2, 3].map((seed) => job(`${seed}`, longTrial(seed)));
    const run = pool.run(jobs, { ...record.options, workers: 2 });
    await record.training('1');
    pool.close();
    await run.catch(() => undefined);
    assert.equal(record.settled.size, 3);
    assert.notInclude([...record.settled.values()], null);
  });
});

describe('WorkerHandle', () => {
  it('ends every call when it is terminated, and refuses later ones', async () => {
    const handle = new WorkerHandle(spawnTrialWorker('test'), 'test');
    const request = { name: 'fashion-synthetic', baseUrl: '', shared: false } as const;
    const load = failure(handle.loadDataset(request));
    const free = handle.whenFree();
    handle.terminate('the test said so');
    assert.equal((await load).code, 'worker-crashed');
    assert.include((await load).message, 'the test said so');
    assert.isFalse(await free);
    assert.equal((await failure(handle.ready())).code, 'worker-crashed');
  });

  it('notices a worker that was ended without a word', async () => {
    const spawned = spawnTrialWorker('test');
    const handle = new WorkerHandle(spawned, 'test');
    await handle.ready();
    const died = new Promise<LabError>((resolve) => handle.onDeath(resolve));
    (spawned.endpoint as Worker).terminate();
    assert.equal((await died).code, 'worker-crashed');
  });

  it('brings the codes of errors across', async () => {
    const handle = new WorkerHandle(spawnTrialWorker('test'), 'test');
    const trial = smallTrial();
    const error = await failure(
      handle.run({ trial, engine: 'tfjs-cpu' }, { onEvent: () => undefined }),
    );
    assert.equal(error.code, 'internal');
    assert.include(error.message, 'the worker holds none');
    assert.equal(error.name, 'LabError');
    handle.terminate();
  });

  it('refuses a second call while one is under way', async () => {
    const handle = new WorkerHandle(spawnTrialWorker('test'), 'test');
    const request = { name: 'fashion-synthetic', baseUrl: '', shared: false } as const;
    const [first, second] = await Promise.allSettled([
      handle.loadDataset(request),
      handle.loadDataset(request),
    ]);
    assert.equal(first.status, 'fulfilled');
    assert.equal(second.status, 'rejected');
    handle.terminate();
  });
});
