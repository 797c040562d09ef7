/** A crash, a full disk or an aborted transaction at each write of a small run, and of an upgrade. */
import { assert } from 'chai';
import frozen from '../frozen/1/store.json' with { type: 'json' };
import { thawed, type FrozenStore } from '../frozen/database.ts';
import { waitingTrial } from '../../src/lab/reduce.ts';
import { idleState } from '../../src/lab/session/merge.ts';
import { keptTrials } from '../../src/lab/kept/cache.ts';
import { trialsOf } from '../../src/lab/kept/kept.ts';
import { RunRecorder } from '../../src/lab/kept/recorder.ts';
import type { TrialState } from '../../src/lab/state.ts';
import type { Database } from '../../src/store/database.ts';
import { upgrade } from '../../src/store/earlier.ts';
import { KeptRuns } from '../../src/store/kept-runs.ts';
import { KeptTrials } from '../../src/store/kept-trials.ts';
import { Store } from '../../src/store/store.ts';
import { finished, planned } from '../lab/fixture/made.ts';
import { MemoryDatabase, type Fault } from '../support/memory-database.ts';

const { experiment, trials: plans } = planned();
const machine = { engine: 'auto', deterministic: true } as const;
const { signal } = new AbortController();
const wanted = finished();

const openOn = (database: MemoryDatabase): Store => new Store({ wrapped: () => database });

const begin = (store: Store): RunRecorder =>
  RunRecorder.begin({
    store,
    experiment,
    trials: plans.map(waitingTrial),
    machine,
    userAgent: 'a browser',
    checksum: () => Promise.resolve('unknown'),
  });

/** A run whose trials finish one after the other. Resolves to its id. */
async function train(store: Store): Promise<string> {
  const recorder = begin(store);
  await recorder.settled();
  for (const count of wanted.keys()) {
    recorder.take([
      ...wanted.slice(0, count + 1),
      ...plans.slice(count + 1).map((plan) => waitingTrial(plan)),
    ]);
    await recorder.settled();
  }
  await recorder.end({ ...idleState([]), status: 'done', trials: wanted, secondsElapsed: 3 });
  return recorder.runId;
}

const bitsOf = ({ batchLosses, epochs, status }: TrialState) => ({ batchLosses, epochs, status });

/** Whether all that the store says to have is there, whole. Resolves to the number of trials that it has. */
async function assertWhole(store: Store): Promise<number> {
  const runs = await store.runs();
  let most = 0;
  for (const run of runs) {
    const found = await trialsOf(store, run, plans);
    assert.lengthOf(found, run.tally.kept);
    for (const trial of found) {
      const at = plans.findIndex(({ id }) => id === trial.plan.id);
      assert.deepEqual(bitsOf(trial), bitsOf(wanted[at]!));
    }
    most = Math.max(most, found.length);
  }
  assert.equal(store.problem, '');
  return most;
}

describe('a small run', () => {
  let writes = 0;

  before(async () => {
    const database = new MemoryDatabase();
    const store = openOn(database);
    await train(store);
    assert.equal(await assertWhole(store), 4);
    ({ writes } = database);
    await store.close();
    assert.isAbove(writes, 20);
  });

  const faults: readonly Fault[] = ['crash', 'quota', 'abort'];
  for (const kind of faults) {
    it(`has all that finished after the fault "${kind}" at any of its writes`, async () => {
      for (let at = 1; at <= writes; at++) {
        const database = new MemoryDatabase();
        database.fault = (write) => (write === at ? kind : null);
        const store = openOn(database);
        await train(store);
        await store.close();
        database.restart();
        const again = openOn(database);
        const kept = await assertWhole(again);
        // A refused write is made good; a crashed browser has what it had written.
        if (kind !== 'crash') assert.equal(kept, 4, `write ${at}`);
        const found = await keptTrials(again, plans, machine, signal);
        assert.isAtLeast(found.length, kept);
        await train(again);
        assert.equal(await assertWhole(again), 4);
        await again.close();
      }
    });
  }

  it('writes the same number of records for each trial, however many there are', async () => {
    const database = new MemoryDatabase();
    const store = openOn(database);
    const recorder = begin(store);
    await recorder.settled();
    const counts: number[] = [];
    for (const trial of wanted) {
      const { writes: before } = database;
      recorder.take([trial]);
      await recorder.settled();
      counts.push(database.writes - before);
    }
    assert.equal(new Set(counts).size, 1, String(counts));
    await store.close();
  });
});

describe('an upgrade of what version 1 kept', () => {
  const { stores } = frozen as FrozenStore;

  async function earlier(): Promise<MemoryDatabase> {
    const database = new MemoryDatabase();
    await database.transaction(['runs', 'trials'], 'readwrite', async (tx) => {
      for (const name of ['runs', 'trials'] as const)
        for (const { key, value } of stores[name] ?? []) await tx.put(name, key, thawed(value));
    });
    database.writes = 0;
    return database;
  }

  /** Each run's trials with their losses, as text. */
  async function contentOf(database: MemoryDatabase): Promise<string> {
    const problems: string[] = [];
    const runs = new KeptRuns(database);
    const trials = new KeptTrials(database, (problem) => problems.push(problem));
    const found: unknown[] = [];
    for (const { id } of (await runs.list()).runs) {
      const run = (await runs.run(id))!;
      const places = run.trials.filter(({ key }) => key !== null);
      const kept = await trials.read(places.map((each) => ({ key: each.key!, id: each.id })));
      for (const each of kept) {
        const losses =
          each!.losses instanceof Float32Array ? each!.losses : await each!.losses.load();
        found.push({ ...each, losses: [...losses!] });
      }
      found.push(run);
    }
    assert.isEmpty(problems);
    return JSON.stringify(found);
  }

  it('goes on after a crash at any of its writes, and all can be read in between', async () => {
    const before = await earlier();
    const wantedText = await contentOf(before.copy());
    const whole = before.copy();
    await upgrade(whole, new KeptRuns(whole), signal);
    assert.equal(await contentOf(whole), wantedText);
    const { writes } = whole;
    assert.isAbove(writes, 20);
    for (let at = 1; at <= writes; at++) {
      const database = before.copy();
      database.fault = (write) => (write === at ? 'crash' : null);
      let crashed = false;
      await upgrade(database, new KeptRuns(database), signal).catch(() => (crashed = true));
      assert.isTrue(crashed);
      database.restart();
      assert.equal(await contentOf(database.copy()), wantedText, `write ${at}`);
      await upgrade(database, new KeptRuns(database), signal);
      assert.equal(await contentOf(database), wantedText, `write ${at}`);
      const left = await database.transaction(['trials'], 'readonly', (tx) => tx.keys('trials'));
      assert.isTrue(left.every((key) => String(key).startsWith('imported|')));
    }
  });

  it('may end between two reads of a trial', async () => {
    const database = await earlier();
    const runs = new KeptRuns(database);
    const { id } = (await runs.list()).runs.find(({ imported }) => imported === null)!;
    const entries = (await runs.run(id))!.trials.filter(({ key }) => key !== null);
    let reads = 0;
    const meanwhile: Database = {
      async transaction(tables, mode, work) {
        const result = await database.transaction(tables, mode, work);
        // The files are not there yet; the records are gone when they are looked for.
        if (tables.includes('artefacts') && ++reads === 1) await upgrade(database, runs, signal);
        return result;
      },
    };
    const trials = new KeptTrials(meanwhile, (problem) => assert.fail(problem));
    const found = await trials.read(
      entries.map(({ key, id: trial }) => ({ key: key!, id: trial })),
    );
    assert.isNotEmpty(found);
    assert.notInclude(found, null);
  });

  it('leaves what it cannot read where it is', async () => {
    const database = await earlier();
    await database.transaction(['runs', 'trials'], 'readwrite', async (tx) => {
      await tx.put('trials', '1|abc|wasm|data', { version: 1 });
      await tx.put('runs', 'x', { version: 1, id: 'x', trials: [] });
      await tx.put('runs', 'y', { version: 99, id: 'y', trials: [] });
    });
    await upgrade(database, new KeptRuns(database), signal);
    const [trials, runs] = await database.transaction(['runs', 'trials'], 'readonly', (tx) =>
      Promise.all([tx.keys('trials'), tx.keys('runs')]),
    );
    assert.include(trials, '1|abc|wasm|data');
    assert.includeMembers(runs, ['x', 'y']);
    assert.equal((await new KeptRuns(database).list()).unreadable, 1);
  });
});
