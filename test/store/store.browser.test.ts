import { assert } from 'chai';
import { waitingTrial } from '../../src/lab/reduce.ts';
import type { TrialState } from '../../src/lab/state.ts';
import { keptTrials } from '../../src/lab/kept/cache.ts';
import { RunRecorder } from '../../src/lab/kept/recorder.ts';
import { latestRun, trialsOf } from '../../src/lab/kept/kept.ts';
import type { Store } from '../../src/store/store.ts';
import { idleState } from '../../src/lab/session/merge.ts';
import { hasOutdatedTrials } from '../../src/lab/kept/stored-run.ts';
import { finished, finishedBefore, planned } from '../lab/fixture/made.ts';
import { until } from '../support/until.ts';
import { closeAll, newName, openStore, withDatabase } from './support.ts';

const isFigures = (name: string): boolean => name.endsWith('.json');

const machine = { engine: 'auto', deterministic: true } as const;
const { signal } = new AbortController();

function begin(store: Store, trials: readonly TrialState[], name = 'I1d'): RunRecorder {
  const { experiment } = planned(name);
  return RunRecorder.begin({
    store,
    experiment,
    trials,
    machine,
    userAgent: 'a browser',
    checksum: () => Promise.resolve('unknown'),
  });
}

const state = (trials: readonly TrialState[]) => ({
  ...idleState([]),
  status: 'done' as const,
  trials,
  secondsElapsed: 3,
});

/** A run of I1d that has ended. */
async function keep(store: Store): Promise<TrialState[]> {
  const trials = finished();
  await begin(store, planned().trials.map(waitingTrial)).end(state(trials));
  return trials;
}

describe('the store', () => {
  afterEach(closeAll);

  it('gives back each finished trial bit for bit, in another tab', async () => {
    const name = newName();
    const trials = await keep(openStore(name));
    const found = await keptTrials(openStore(name), planned().trials, machine, signal);
    assert.lengthOf(found, 4);
    for (const [index, trial] of found.entries()) {
      assert.isNumber(trial.kept);
      assert.deepEqual(trial, { ...trials[index]!, kept: trial.kept! });
    }
  });

  it('keeps what was finished when the tab is closed in the middle of a run', async () => {
    const name = newName();
    const [first, second] = finished() as [TrialState, TrialState];
    const waiting = planned().trials.map(waitingTrial);
    const before = openStore(name);
    const keeper = begin(before, waiting);
    keeper.take([first, ...waiting.slice(1)]);
    keeper.take([first, { ...second, status: 'running' }, ...waiting.slice(2)]);
    keeper.take([first, second, ...waiting.slice(2)]);
    // The writes are under way when the tab goes; the browser finishes transactions.
    await until('the second trial is written', async () =>
      Boolean((await before.run(keeper.runId))?.trials[1]?.key),
    );
    await before.close();

    const after = openStore(name);
    const run = await latestRun(after, planned().experiment);
    assert.equal(run?.status, 'running');
    const kept = await trialsOf(after, run!, planned().trials);
    assert.deepEqual(
      kept.map(({ plan }) => plan.id),
      [first.plan.id, second.plan.id],
    );
  });

  it('shows a finished run rather than a later one that was cut off', async () => {
    const store = openStore();
    const { experiment } = planned();
    const trials = finished();
    const shown = async () => (await latestRun(store, experiment))?.id;
    const cut = async (finishedTrials: number): Promise<string> => {
      const keeper = begin(store, planned().trials.map(waitingTrial));
      keeper.take(trials.slice(0, finishedTrials));
      await keeper.settled();
      // `started` is in whole milliseconds, and decides which is later.
      await store.change(keeper.runId, (run) => ({ ...run, started: run.started + ++later }));
      return keeper.runId;
    };
    let later = 0;
    const empty = await cut(0);
    assert.equal(await shown(), empty, 'the only one');
    const some = await cut(1);
    await cut(0);
    assert.equal(await shown(), some, 'what has something rather than what has nothing');
    const whole = await cut(4);
    await cut(0);
    await cut(3);
    assert.equal(await shown(), whole, 'what has everything rather than what has a part');
    const wholeAgain = await cut(4);
    assert.equal(await shown(), wholeAgain, 'the latest of those');
  });

  it('keeps fields that it does not know', async () => {
    const name = newName();
    const [first] = finished() as [TrialState];
    const more = {
      ...first,
      somethingNew: [1, 2],
      epochs: first.epochs.map((record) => ({ ...record, validationLoss: 0.5 })),
    };
    await begin(openStore(name), [more]).end(state([more]));
    const [found] = await keptTrials(openStore(name), [first.plan], machine, signal);
    assert.deepEqual(Reflect.get(found!, 'somethingNew'), [1, 2]);
    assert.equal(Reflect.get(found!.epochs[0]!, 'validationLoss'), 0.5);
  });

  it('finds no results of another engine, build or GPU', async () => {
    const store = openStore();
    await keep(store);
    const { trials } = planned();
    const found = async (other: Parameters<typeof keptTrials>[2]) =>
      (await keptTrials(store, trials, other, signal)).length;
    assert.equal(await found({ engine: 'wasm', deterministic: true }), 4);
    assert.equal(await found({ engine: 'auto', deterministic: false }), 0);
    assert.equal(await found({ engine: 'tfjs-cpu', deterministic: true }), 0);
    assert.equal(await found({ engine: 'tfjs-webgpu', deterministic: true }), 0);
  });

  it('keeps what another revision of the engine came to as such, and never takes it for today’s', async () => {
    const name = newName();
    const store = openStore(name);
    const before = finishedBefore();
    await begin(store, planned().trials.map(waitingTrial)).end(state(before));
    assert.isEmpty(await keptTrials(store, planned().trials, machine, signal));
    const [old] = await store.runs();
    for (const { engine } of (await store.run(old!.id))!.trials) assert.equal(engine, 'wasm');
    assert.isTrue(hasOutdatedTrials(old!));
    const kept = await trialsOf(store, old!, planned().trials);
    assert.deepEqual(
      kept.map(({ batchLosses, engine }) => ({ batchLosses, engine })),
      before.map(({ batchLosses, engine }) => ({ batchLosses, engine })),
    );

    // Current results of the same trials are stored next to them, and are found.
    await keep(store);
    const found = await keptTrials(openStore(name), planned().trials, machine, signal);
    assert.deepEqual(
      found.map(({ batchLosses }) => batchLosses),
      finished().map(({ batchLosses }) => batchLosses),
    );
    const runs = await store.runs();
    assert.sameMembers(runs.map(hasOutdatedTrials), [false, true]);
    assert.deepEqual(
      (await trialsOf(store, old!, planned().trials)).map(({ batchLosses }) => batchLosses),
      before.map(({ batchLosses }) => batchLosses),
    );
  });

  it('does not keep what failed or was cancelled', async () => {
    const store = openStore();
    const trials = finished().map((trial, index) => ({
      ...trial,
      status: (['done', 'diverged', 'failed', 'cancelled'] as const)[index]!,
    }));
    await begin(store, planned().trials.map(waitingTrial)).end(state(trials));
    assert.lengthOf(await keptTrials(store, planned().trials, machine, signal), 2);
    const [run] = await store.runs();
    assert.deepEqual(
      (await store.run(run!.id))?.trials.map(({ status }) => status),
      ['done', 'diverged', 'failed', 'cancelled'],
    );
    assert.equal(run?.status, 'cancelled');
  });

  it('leaves out a damaged trial, says so, reads the others and deletes nothing', async () => {
    const name = newName();
    const trials = await keep(openStore(name));
    await withDatabase(name, async (database) => {
      const [key] = (await database.getAllKeys('artefacts')).filter(isFigures);
      const bytes = (await database.get('artefacts', key!)) as Uint8Array;
      bytes[bytes.length >> 1]! ^= 1;
      await database.put('artefacts', bytes, key);
    });
    const store = openStore(name);
    const found = await keptTrials(store, planned().trials, machine, signal);
    assert.lengthOf(found, trials.length - 1);
    assert.match(store.problem, /results of one trial could not be read/);
    await withDatabase(name, async (database) => {
      const keys = await database.getAllKeys('artefacts');
      assert.lengthOf(keys.filter(isFigures), trials.length);
    });
  });

  it('leaves out what is no run, and deletes neither it, nor one of a version to come, nor their trials', async () => {
    const name = newName();
    await keep(openStore(name));
    await withDatabase(name, async (database) => {
      await database.put('runs', { version: 1, id: 'x' }, 'x');
      await database.put('runs', { version: 99, id: 'y' }, 'y');
      await database.put('runs', 'nonsense', 'z');
    });
    const store = openStore(name);
    assert.lengthOf(await store.runs(), 1);
    assert.match(store.problem, /2 kept runs could not be read/);
    await store.collect();
    await withDatabase(name, async (database) => {
      assert.includeMembers(await database.getAllKeys('runs'), ['x', 'y', 'z']);
    });
  });

  it('lets two tabs write at once, and loses neither’s change', async () => {
    const name = newName();
    const [one, two] = [openStore(name), openStore(name)];
    const [first, second] = finished() as [TrialState, TrialState];
    const keeper = begin(one, planned().trials.map(waitingTrial));
    await until('the run is written', () => two.run(keeper.runId));
    let told = 0;
    two.subscribe(() => told++);
    keeper.take([first, second]);
    const renamed = two.change(keeper.runId, (run) => ({ ...run, name: 'mine' }));
    await Promise.all([renamed, keeper.end(state(finished()))]);
    const run = await two.run(keeper.runId);
    assert.equal(run?.name, 'mine');
    assert.equal(run?.trials.filter(({ key }) => key !== null).length, 4);
    await until('the other tab is told', () => told > 1);
  });

  it('says when the storage is full, and goes on', async () => {
    const store = openStore();
    const put: unknown = Reflect.get(IDBObjectStore.prototype, 'put');
    Reflect.set(IDBObjectStore.prototype, 'put', () => {
      throw new DOMException('no more room', 'QuotaExceededError');
    });
    try {
      const trials = finished();
      await begin(store, planned().trials.map(waitingTrial)).end(state(trials));
    } finally {
      Reflect.set(IDBObjectStore.prototype, 'put', put);
    }
    assert.match(store.problem, /storage is full.*export them/);
    assert.isEmpty(await store.runs());
    await keep(store);
    assert.lengthOf(await store.runs(), 1);
  });

  it('writes all of a change or nothing', async () => {
    const name = newName();
    const store = openStore(name);
    const keeper = begin(store, planned().trials.map(waitingTrial));
    await keeper.end(state([]));
    const written = await store.change(keeper.runId, (run) => ({
      ...run,
      name: 'new',
      trials: run.trials.map((entry) => ({ ...entry, last: (() => 0) as never })),
    }));
    assert.isFalse(written);
    assert.equal((await store.run(keeper.runId))?.name, 'Four initialisations, five epochs');
    assert.match(store.problem, /could not be kept/);
  });

  it('works, and says so, where the database may not be used', async () => {
    const { Store: Plain } = await import('../../src/store/store.ts');
    const store = new Plain({
      open: () => Promise.reject(new DOMException('denied', 'SecurityError')),
    });
    assert.isEmpty(await keptTrials(store, planned().trials, machine, signal));
    await keep(store);
    assert.isEmpty(await store.runs());
    assert.match(store.problem, /denied/);
  });

  it('deletes trials only once no run has them', async () => {
    const store = openStore();
    await keep(store);
    await keep(store);
    const runs = await store.runs();
    assert.lengthOf(runs, 2);
    const stillThere = async () =>
      (await keptTrials(store, planned().trials, machine, signal)).length;
    await store.delete([runs[0]!.id]);
    await store.collect();
    assert.equal(await stillThere(), 4);
    await store.delete([runs[1]!.id]);
    assert.equal(await stillThere(), 4);
    await store.putBack([runs[1]!]);
    await store.collect();
    assert.equal(await stillThere(), 4);
    await store.delete([runs[1]!.id]);
    await store.collect();
    assert.equal(await stillThere(), 0);
  });
});
