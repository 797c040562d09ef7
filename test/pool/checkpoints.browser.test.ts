/** Checkpoints between the pool and its workers: what arrives after a cancel, and how long it may take. */
import { install, type Clock } from '@sinonjs/fake-timers';
import { assert } from 'chai';
import { PauseSwitch } from '../../src/lab/pause.ts';
import { Pool, type PoolOptions } from '../../src/pool/pool.ts';
import { spawnTrialWorker } from '../../src/pool/spawn.ts';
import type { Checkpoint } from '../../src/protocol/checkpoint.ts';
import type { JobOptions } from '../../src/lab/ports/pool.ts';
import { job, Record, roundTrips, smallTrial, spawnOther, watchedSpawn } from './support.ts';
import { stateOf } from '../support/short-form.ts';

const faulty = spawnOther(new URL('./faulty.worker.ts', import.meta.url));
const never = { everySeconds: Infinity, share: 0 };
const stepsPerEpoch = 32;
const stepsIn = ({ epoch, step }: Checkpoint): number => epoch * stepsPerEpoch + step;

describe('A pool with checkpoints', () => {
  const pools: Pool[] = [];
  const open = (options: Partial<PoolOptions> = {}): Pool => {
    const pool = new Pool({ spawn: spawnTrialWorker, size: 1, ...options });
    pools.push(pool);
    return pool;
  };
  let clock: Clock | null = null;
  const stopClock = (): Clock => (clock = install({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => {
    clock?.uninstall();
    clock = null;
    for (const pool of pools.splice(0)) pool.close();
  });

  /** A run whose checkpoints come with the losses known then, and are kept once `keeping` resolves. */
  function watched(record: Record, keeping: () => Promise<void> = () => Promise.resolve()) {
    const taken: { readonly checkpoint: Checkpoint; readonly losses: number }[] = [];
    const options: JobOptions = {
      ...record.options,
      engine: 'wasm',
      checkpoints: never,
      onCheckpoint: (id, checkpoint) => {
        taken.push({ checkpoint, losses: record.losses(id).length });
        return keeping();
      },
    };
    return { taken, options };
  }

  /** A thousand rows in 32 steps, for many epochs. */
  const trial = smallTrial({ epochs: 5000 });

  it('hears all losses up to the checkpoint of a cancelled trial, and settles it then', async () => {
    const record = new Record();
    let kept = false;
    const { taken, options } = watched(record, async () => {
      await new Promise((resolve) => setTimeout(resolve));
      assert.isFalse(record.settled.has('a'));
      kept = true;
    });
    const controller = new AbortController();
    const ended = open().run([job('a', trial), job('b', trial)], {
      ...options,
      signal: controller.signal,
    });
    await record.training('a');
    controller.abort();
    await ended;
    assert.isTrue(kept);
    assert.equal(record.settled.get('a')?.code, 'aborted');
    assert.equal(record.settled.get('b')?.code, 'aborted');
    assert.lengthOf(taken, 1);
    const { checkpoint, losses } = taken[0]!;
    assert.equal(losses, stepsIn(checkpoint));
    assert.lengthOf(record.losses('a'), losses, 'nothing follows');
  });

  it('goes on from what it was given, with the memory handed over', async () => {
    const whole = new Record();
    const short = smallTrial({ epochs: 3 });
    const pool = open();
    await pool.run([job('a', short)], { ...whole.options, engine: 'wasm' });
    const first = new Record();
    const { taken, options } = watched(first);
    await pool.run([job('a', short)], { ...options, checkpoints: { ...never, at: [1] } });
    const from = taken[0]!.checkpoint;
    const rest = new Record();
    let asked = 0;
    const again = {
      ...job('a', short),
      from: () => {
        asked += 1;
        return Promise.resolve(from);
      },
    };
    await pool.run([again], { ...rest.options, engine: 'wasm' });
    assert.equal(asked, 1);
    assert.equal(stateOf(from.session).parameters[0]!.weight.length, 0);
    const [start] = rest.events.get('a')!;
    assert.isTrue(start?.type === 'start' && start.resumed?.epoch === 1);
    assert.deepEqual(rest.losses('a'), whole.losses('a').slice(stepsPerEpoch));
  });

  it('waits for a checkpoint to be kept, however long that takes, and has its worker after it', async () => {
    const record = new Record();
    const { spawn, spawned } = watchedSpawn();
    const pool = open({ spawn, idleMs: 1e9 });
    let begin: () => void;
    let keepIt: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const { options } = watched(record, () => {
      begin();
      return new Promise((kept) => (keepIt = kept));
    });
    const controller = new AbortController();
    const ended = pool.run([job('a', trial)], { ...options, signal: controller.signal });
    await record.training('a');
    const timers = stopClock();
    controller.abort();
    await begun;
    await timers.tickAsync(60_000);
    assert.isFalse(record.settled.has('a'));
    assert.equal(pool.workers, 1);
    keepIt();
    await ended;
    assert.equal(record.settled.get('a')?.code, 'aborted');
    const next = new Record();
    await pool.run([job('b', smallTrial())], next.options);
    assert.isNull(next.settled.get('b'));
    assert.lengthOf(spawned, 1);
  });

  it('gives up a worker that does not end a cancelled trial, and settles it as cancelled', async () => {
    const record = new Record();
    const { options } = watched(record);
    const pool = open({ spawn: faulty });
    const timers = stopClock();
    const controller = new AbortController();
    const ended = pool.run([job('a', smallTrial({ seed: 3 }))], {
      ...options,
      signal: controller.signal,
    });
    await record.until(() => record.count('a') > 0);
    controller.abort();
    await timers.tickAsync(499);
    assert.isFalse(record.settled.has('a'));
    await timers.tickAsync(1);
    await ended;
    assert.equal(record.settled.get('a')?.code, 'aborted');
    assert.equal(pool.workers, 0);
  });

  it('gets a checkpoint of each trial that it pauses, which then goes on', async () => {
    const record = new Record();
    const pause = new PauseSwitch();
    let kept: () => void;
    const paused = new Promise<void>((resolve) => (kept = resolve));
    const { taken, options } = watched(record, () => {
      kept();
      return Promise.resolve();
    });
    const { spawn, spawned } = watchedSpawn();
    const controller = new AbortController();
    const ended = open({ spawn }).run([job('a', trial)], {
      ...options,
      pause,
      signal: controller.signal,
    });
    await record.training('a');
    pause.set(true);
    await paused;
    await roundTrips(spawned);
    const { checkpoint } = taken[0]!;
    assert.lengthOf(record.losses('a'), stepsIn(checkpoint));
    pause.set(false);
    await record.until(() => record.losses('a').length > stepsIn(checkpoint));
    pause.set(true);
    controller.abort();
    await ended;
    assert.isAbove(stepsIn(taken.at(-1)!.checkpoint), stepsIn(checkpoint));
  });

  it('trains on where a checkpoint cannot be kept', async () => {
    const record = new Record();
    const { taken, options } = watched(record, () => Promise.reject(new Error('the disk is full')));
    const { error: real } = console;
    const told: unknown[] = [];
    console.error = (error: unknown) => told.push(error);
    try {
      await open().run([job('a', smallTrial({ epochs: 2 }))], {
        ...options,
        checkpoints: { ...never, at: [1] },
      });
    } finally {
      console.error = real;
    }
    assert.lengthOf(taken, 1);
    assert.match(String(told[0]), /disk is full/);
    assert.isNull(record.settled.get('a'));
  });

  it('is as quick as ever to cancel without them', async () => {
    const record = new Record();
    const controller = new AbortController();
    const pool = open({ spawn: faulty });
    const ended = pool.run([job('a', smallTrial({ seed: 3 }))], {
      ...record.options,
      signal: controller.signal,
    });
    await record.until(() => record.count('a') > 0);
    const timers = stopClock();
    controller.abort();
    await ended;
    assert.equal(record.settled.get('a')?.code, 'aborted');
    timers.runAll();
    assert.equal(pool.workers, 0);
  });
});
