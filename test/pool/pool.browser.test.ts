/** The pool with real workers that really train. */
import { install, type Clock } from '@sinonjs/fake-timers';
import { assert } from 'chai';
import { Pool, type PoolOptions } from '../../src/pool/pool.ts';
import { spawnTrialWorker } from '../../src/pool/spawn.ts';
import { parseTable } from '../../src/data/tables/parse.ts';
import { countRows, tableSettings } from '../../src/data/tables/plan.ts';
import type { DatasetProgress } from '../../src/protocol/dataset.ts';
import { openDatabase } from '../../src/store/open.ts';
import { keepTable } from '../../src/store/tables.ts';
import { job, longTrial, Record, roundTrips, smallTrial, watchedSpawn } from './support.ts';

describe('Pool', () => {
  const pools: Pool[] = [];
  const open = (options: Partial<PoolOptions> = {}): Pool => {
    const pool = new Pool({ spawn: spawnTrialWorker, ...options });
    pools.push(pool);
    return pool;
  };
  let clock: Clock | null = null;
  /** From now on the pool's timeouts fire only when the test advances time. */
  const stopClock = (): Clock => (clock = install({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => {
    clock?.uninstall();
    clock = null;
    for (const pool of pools.splice(0)) pool.close();
  });

  it('trains a trial and reports its events in order', async () => {
    const record = new Record();
    const trial = smallTrial({ epochs: 2, gradientNorms: true });
    await open().run([job('a', trial)], record.options);

    const events = record.events.get('a') ?? [];
    const types = events.map(({ type }) => type);
    assert.equal(types[0], 'start');
    assert.equal(types[1], 'gradient-norms');
    assert.equal(types.at(-1), 'done');
    const first = events[0];
    assert.isTrue(first?.type === 'start' && first.engine.name === 'tfjs-wasm');
    assert.isTrue(first?.type === 'start' && first.steps === 2 * 32);
    assert.lengthOf(record.losses('a'), 2 * 32);
    const steps = events.flatMap((event) => (event.type === 'batches' ? [event.step] : []));
    assert.deepEqual(
      steps,
      steps.toSorted((a, b) => a - b),
    );
    assert.equal(steps.at(-1), 2 * 32);
    const epochs = events.flatMap((event) => (event.type === 'epoch' ? [event.record] : []));
    assert.deepEqual(
      epochs.map(({ epoch }) => epoch),
      [1, 2],
    );
    assert.isNull(record.settled.get('a'));
  });

  it('takes fewer workers where each must hold its own copy of the dataset', async () => {
    const jobs = [1, 2].map((seed) => job(String(seed), smallTrial({ seed })));
    // Room for two workers, but not for two more copies of the data.
    const machine = { cores: 8, memory: 0.79 };
    const sharing = open({ machine, shared: true });
    await sharing.run(jobs, new Record().options);
    assert.equal(sharing.workers, 2);
    const copying = open({ machine, shared: false });
    await copying.run(jobs, new Record().options);
    assert.equal(copying.workers, 1);
  });

  it('learns: the loss of the stand-in falls and its accuracy beats chance', async () => {
    const record = new Record();
    await open().run([job('a', smallTrial({ epochs: 5, learningRate: 0.1 }))], record.options);
    const losses = record.losses('a');
    assert.isBelow(losses.at(-1)!, losses[0]! * 0.8);
    const last = (record.events.get('a') ?? []).findLast((event) => event.type === 'epoch');
    assert.isTrue(last?.type === 'epoch' && 'testAccuracy' in last.record);
    if (last?.type === 'epoch' && 'testAccuracy' in last.record) {
      assert.isAbove(last.record.testAccuracy, 0.2);
    }
  });

  it('gives the same bits with one worker, with two, in any order and after a cancel', async () => {
    const trials = [1, 2, 3].map((seed) => job(`seed ${seed}`, smallTrial({ seed, epochs: 2 })));
    const [one, two, again] = [new Record(), new Record(), new Record()];
    await open({ size: 1 }).run(trials, one.options);
    await open({ size: 2 }).run(trials.toReversed(), { ...two.options, workers: 2 });

    const pool = open({ size: 1 });
    const controller = new AbortController();
    const broken = new Record();
    const run = pool.run([job('long', longTrial())], {
      ...broken.options,
      signal: controller.signal,
    });
    await broken.training('long');
    controller.abort();
    await run;
    await pool.run(trials, again.options);

    for (const { id } of trials) {
      assert.isNotEmpty(one.losses(id));
      assert.deepEqual(two.figures(id), one.figures(id), id);
      assert.deepEqual(again.figures(id), one.figures(id), id);
    }
    assert.notDeepEqual(one.figures('seed 1'), one.figures('seed 2'));
  });

  it('starts the longest trial first', async () => {
    const record = new Record();
    const jobs = [
      job('short', smallTrial({ trainSize: 100 })),
      job('long', smallTrial({ epochs: 3 })),
      job('middle', smallTrial()),
    ];
    await open({ size: 1 }).run(jobs, record.options);
    assert.deepEqual(record.order, ['long', 'middle', 'short']);
  });

  it('cancels everything at once and reports nothing afterwards', async () => {
    // A worker that is slow to come back would be ended, and answer nothing.
    stopClock();
    const { spawn, spawned } = watchedSpawn();
    const pool = open({ spawn, size: 2 });
    const record = new Record();
    const controller = new AbortController();
    const jobs = [1, 2, 3, 4].map((seed) => job(`seed ${seed}`, longTrial(seed)));
    const run = pool.run(jobs, { ...record.options, workers: 2, signal: controller.signal });
    await record.training('seed 1');
    await record.training('seed 2');

    const before = record.count('seed 1') + record.count('seed 2');
    controller.abort();
    await run;
    const after = () => record.count('seed 1') + record.count('seed 2');
    assert.equal(after(), before);
    assert.deepEqual(
      jobs.map(({ id }) => record.settled.get(id)?.code),
      ['aborted', 'aborted', 'aborted', 'aborted'],
    );
    await roundTrips(spawned);
    assert.equal(after(), before);
    assert.isUndefined(record.events.get('seed 3'), 'a waiting trial started');
  });

  it('keeps its workers after a cancel, because they come back by themselves', async () => {
    stopClock();
    const { spawn, spawned } = watchedSpawn();
    const pool = open({ spawn, size: 1 });
    for (let round = 0; round < 3; round++) {
      const record = new Record();
      const controller = new AbortController();
      const run = pool.run([job('a', longTrial())], {
        ...record.options,
        signal: controller.signal,
      });
      await record.training('a');
      controller.abort();
      await run;
    }
    const record = new Record();
    await pool.run([job('a', smallTrial())], record.options);
    assert.isNull(record.settled.get('a'));
    assert.lengthOf(spawned, 1);
  });

  it('does not even start where the signal is aborted already', async () => {
    const { spawn, spawned } = watchedSpawn();
    const record = new Record();
    await open({ spawn }).run([job('a', smallTrial())], {
      ...record.options,
      signal: AbortSignal.abort(),
    });
    assert.equal(record.settled.get('a')?.code, 'aborted');
    assert.isEmpty(spawned);
  });

  it('loads a dataset once for all who ask, with progress', async () => {
    const { spawn, spawned } = watchedSpawn();
    const pool = open({ spawn, size: 2 });
    const request = { name: 'fashion-synthetic', baseUrl: 'http://nowhere.invalid/' } as const;
    const progress: DatasetProgress[] = [];
    const [one, two] = await Promise.all([
      pool.loadDataset(request, { onProgress: (each) => progress.push(each) }),
      pool.loadDataset(request),
    ]);
    assert.strictEqual(one, two);
    assert.strictEqual(await pool.loadDataset(request), one);
    assert.lengthOf(spawned, 1);
    assert.isAbove(progress.length, 0);
    assert.equal(progress.at(-1)?.loaded, progress.at(-1)?.total);
    assert.lengthOf(one.features, 14_000 * 784);
    // WebKitGTK may isolate a page and yet share no memory with it.
    const shared = crossOriginIsolated && typeof SharedArrayBuffer === 'function';
    assert.equal(one.features.buffer instanceof ArrayBuffer, !shared);
  });

  it('keeps a user’s table as it was read last, and other datasets beside it', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${i};${i * 3}`);
    const own = await parseTable(new Blob([['x;y', ...rows, ''].join('\n')]), {
      title: 'mine.csv',
      csv: {},
    });
    const database = await openDatabase();
    await keepTable(database, own);
    database.close();
    const choice = { target: 'y', task: 'regression', columns: ['x'], categories: [] } as const;
    const reading = (missing: 'mean' | 'drop') =>
      ({
        name: 'table',
        table: tableSettings(own.info, { ...choice, missing }, countRows(own, 'y', ['x'])),
        baseUrl: 'http://nowhere.invalid/',
      }) as const;
    const pool = open({ size: 1 });
    const first = await pool.loadDataset(reading('mean'));
    assert.strictEqual(await pool.loadDataset(reading('mean')), first);
    const shared = { name: 'iris', baseUrl: 'http://nowhere.invalid/' } as const;
    const iris = await pool.loadDataset(shared);
    const second = await pool.loadDataset(reading('drop'));
    assert.notStrictEqual(second, first);
    assert.strictEqual(await pool.loadDataset(reading('drop')), second);
    assert.strictEqual(await pool.loadDataset(shared), iris);
    assert.notStrictEqual(await pool.loadDataset(reading('mean')), first);
  });

  it('gives up loading when the last one who asked has gone, and can load again', async () => {
    const pool = open({ size: 1 });
    const request = { name: 'fashion-synthetic', baseUrl: 'http://nowhere.invalid/' } as const;
    const controller = new AbortController();
    let code = '';
    await pool
      .loadDataset(request, {
        signal: controller.signal,
        onProgress: () => controller.abort(),
      })
      .catch((error: unknown) => (code = Reflect.get(error as object, 'code') as string));
    assert.equal(code, 'aborted');
    assert.lengthOf((await pool.loadDataset(request)).targets, 14_000);
  });

  it('settles the trials of a dataset that cannot be had, and rejects where it is the only one', async () => {
    const nowhere = new URL('/nothing-here/', location.origin).href;
    const missing = {
      ...smallTrial(),
      dataset: { name: 'california-housing', trainSize: 100, testSize: 100, validation: null },
    } as const;
    const pool = open({ size: 1 });
    const alone = new Record();
    let code = '';
    await pool
      .run([job('lost', missing)], { ...alone.options, datasetBase: nowhere })
      .catch((error: unknown) => (code = Reflect.get(error as object, 'code') as string));
    assert.match(code, /^dataset-/);
    assert.equal(alone.settled.get('lost')?.code, code);

    const mixed = new Record();
    const jobs = [job('lost', missing), job('fine', smallTrial())];
    await pool.run(jobs, { ...mixed.options, datasetBase: nowhere });
    assert.equal(mixed.settled.get('lost')?.code, code);
    assert.isNull(mixed.settled.get('fine'));
  });

  it('lets idle workers go, and hires new ones when there is work again', async () => {
    const { tick } = stopClock();
    const { spawn, spawned } = watchedSpawn();
    const pool = open({ spawn, size: 1, idleMs: 50 });
    const record = new Record();
    await pool.run([job('a', smallTrial())], record.options);
    tick(49);
    assert.equal(pool.workers, 1);
    tick(1);
    assert.equal(pool.workers, 0);
    await pool.run([job('b', smallTrial())], record.options);
    assert.isNull(record.settled.get('b'));
    assert.lengthOf(spawned, 2);
  });

  it('shares its workers between runs', async () => {
    const pool = open({ size: 1 });
    const order: string[] = [];
    const run = (name: string) => {
      const record = new Record();
      const jobs = [1, 2, 3].map((seed) => job(`${name}${seed}`, smallTrial({ seed })));
      const { onSettled, ...options } = record.options;
      return pool.run(jobs, {
        ...options,
        onSettled: (id, error) => {
          order.push(id);
          onSettled?.(id, error);
        },
      });
    };
    await Promise.all([run('a'), run('b')]);
    assert.deepEqual(order, ['a1', 'b1', 'a2', 'b2', 'a3', 'b3']);
  });

  it('ends a trial whose loss leaves the finite numbers, without an error', async () => {
    const record = new Record();
    await open({ size: 1 }).run([job('a', smallTrial({ learningRate: 1e6 }))], record.options);
    const last = record.events.get('a')?.at(-1);
    assert.isTrue(last?.type === 'diverged' && !Number.isFinite(last.loss) && last.step > 1);
    assert.isTrue(record.losses('a').every(Number.isFinite));
    assert.isNull(record.settled.get('a'));
  });
});
