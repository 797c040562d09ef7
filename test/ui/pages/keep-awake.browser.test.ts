/** The screen stays on while something trains, as the browser's own locks tell. */
import { assert } from 'chai';
import { parseExperiment } from '../../../src/document/parse.ts';
import type { Awake } from '../../../src/offline/awake.ts';
import { keepAwake } from '../../../src/ui/pages/keep-awake.ts';
import { Trainings } from '../../../src/lab/session/trainings.ts';
import { until } from '../../support/until.ts';
import { documents, FakeRun } from '../../lab/fixture/fake-lab.ts';

function newRun(): FakeRun {
  const parsed = parseExperiment(documents.I1d);
  if (!parsed.ok) throw new Error('I1d is wrong');
  return new FakeRun(parsed.trials);
}

/** A lock as the browser gives it, which it may take back. */
class Lock extends EventTarget {
  released = false;

  release(): Promise<void> {
    if (!this.released) {
      this.released = true;
      this.dispatchEvent(new Event('release'));
    }
    return Promise.resolve();
  }
}

/** Locks that were given, and what the next requests are answered. */
let locks: Lock[] = [];
let refusals = 0;

function see(visibility: DocumentVisibilityState): void {
  Object.defineProperty(document, 'visibilityState', { value: visibility, configurable: true });
  // As browsers do: the lock is gone before the page hears of it.
  if (visibility === 'hidden') for (const lock of locks) void lock.release();
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('keepAwake', () => {
  let life: AbortController;
  let trainings: Trainings;
  let run: FakeRun;
  let awake: Awake;

  const held = () => until('the lock is held', () => awake.held);
  const free = () =>
    until('the lock is free', () => !awake.held && locks.every(({ released }) => released));

  beforeEach(() => {
    [locks, refusals] = [[], 0];
    const request = () => {
      if (refusals-- > 0) return Promise.reject(new DOMException('no', 'NotAllowedError'));
      locks.push(new Lock());
      return Promise.resolve(locks.at(-1));
    };
    Object.defineProperty(navigator, 'wakeLock', { value: { request }, configurable: true });
    see('visible');
    life = new AbortController();
    trainings = new Trainings();
    run = trainings.watch(newRun());
    awake = keepAwake(trainings, life.signal);
  });

  afterEach(() => {
    life.abort();
    Reflect.deleteProperty(navigator, 'wakeLock');
    Reflect.deleteProperty(document, 'visibilityState');
  });

  it('holds one lock from the start of a run to its end', async () => {
    assert.isFalse(awake.held);
    run.show({ ...run.state, status: 'preparing' });
    await held();
    run.show({ ...run.state, status: 'running' });
    trainings.watch(newRun()).show({ ...run.state, status: 'done' });
    await held();
    run.show({ ...run.state, status: 'done' });
    await free();
    assert.lengthOf(locks, 1);
  });

  it('lets the screen go off while a run is paused', async () => {
    run.show({ ...run.state, status: 'running' });
    await held();
    run.pause();
    await free();
    run.resume();
    await held();
    run.cancel();
    await free();
    assert.lengthOf(locks, 2);
  });

  it('takes it again when the page is seen again, if something still trains', async () => {
    run.show({ ...run.state, status: 'running' });
    await held();
    see('hidden');
    await free();
    see('visible');
    await held();
    see('hidden');
    await free();
    run.show({ ...run.state, status: 'done' });
    see('visible');
    assert.lengthOf(locks, 2);
  });

  it('frees a lock that comes when nothing trains any more', async () => {
    run.show({ ...run.state, status: 'running' });
    run.show({ ...run.state, status: 'failed' });
    await until('a lock was given', () => locks.length === 1);
    await free();
  });

  it('trains on without where the browser refuses, and asks again later', async () => {
    refusals = 1;
    run.show({ ...run.state, status: 'running' });
    await until('it was refused', () => refusals === 0);
    see('hidden');
    see('visible');
    await held();
  });

  it('does nothing in a browser that has no such lock', async () => {
    Object.defineProperty(navigator, 'wakeLock', { value: undefined, configurable: true });
    run.show({ ...run.state, status: 'running' });
    run.pause();
    run.resume();
    await free();
  });

  it('ends with its signal', async () => {
    run.show({ ...run.state, status: 'running' });
    await held();
    life.abort();
    await free();
    run.pause();
    run.resume();
    see('visible');
    assert.lengthOf(locks, 1);
  });
});
