import { assert } from 'chai';
import { deleteDB, openDB } from 'idb';
import { waitingTrial } from '../../src/lab/reduce.ts';
import { idleState } from '../../src/lab/session/merge.ts';
import type { TrialState } from '../../src/lab/state.ts';
import { RunRecorder } from '../../src/lab/kept/recorder.ts';
import type { KeptTrial } from '../../src/lab/kept/stored-trial.ts';
import { trialsOf } from '../../src/lab/kept/kept.ts';
import { ModelStore } from '../../src/store/models.ts';
import { openDatabase, openInTime } from '../../src/store/open.ts';
import { Store } from '../../src/store/store.ts';
import { KeptTexts } from '../../src/store/kept-texts.ts';
import { until } from '../support/until.ts';
import { finished, planned } from '../lab/fixture/made.ts';
import { closeAll, newName, openStore, withDatabase } from './support.ts';

const begin = (store: Store, trials: readonly TrialState[]): RunRecorder =>
  RunRecorder.begin({
    store,
    experiment: planned().experiment,
    trials,
    machine: { engine: 'auto', deterministic: true },
    userAgent: 'a browser',
    checksum: () => Promise.resolve('unknown'),
  });

const waiting = () => planned().trials.map(waitingTrial);

const ended = (trials: readonly TrialState[]) => ({
  ...idleState([]),
  status: 'done' as const,
  trials,
  secondsElapsed: 3,
});

/** Another tab that holds a database between two versions, so that no other opens it before `go`. */
async function held(name: string): Promise<{ go: () => Promise<void> }> {
  let on = true;
  let begun = false;
  const opening = openDB(name, 1, {
    upgrade(database, _from, _to, transaction) {
      // The stores that the lab would have made.
      for (const store of ['trials', 'runs', 'models', 'texts', 'tables']) {
        database.createObjectStore(store);
      }
      const again = () => {
        begun = true;
        // A transaction lasts as long as something is asked of it.
        if (on) void transaction.objectStore('texts').get('nothing').then(again);
      };
      again();
    },
  });
  await until('the other tab holds it', () => begun);
  return {
    async go() {
      on = false;
      (await opening).close();
    },
  };
}

describe('a database that is deleted while the lab is open', () => {
  afterEach(closeAll);

  it('is opened again, and the run under way is written anew with all that it had', async () => {
    const name = newName();
    const store = openStore(name);
    const [first, second, ...others] = finished() as [TrialState, TrialState, ...TrialState[]];
    const keeper = begin(store, waiting());
    keeper.take([first, second]);
    await keeper.settled();
    await deleteDB(name);
    keeper.take([others[0]!]);
    await keeper.settled();
    assert.match(store.problem, /was deleted while this page was open.*written again/);
    const halfway = await store.run(keeper.runId);
    assert.lengthOf(halfway?.trials.filter(({ key }) => key !== null) ?? [], 3);
    assert.equal(halfway?.status, 'running');

    await deleteDB(name);
    await keeper.end(ended(finished()));
    const after = openStore(name);
    const [run, ...more] = await after.runs();
    assert.isEmpty(more);
    assert.equal(run?.status, 'done');
    assert.equal(run?.seconds, 3);
    assert.deepEqual(
      (await trialsOf(after, run!, planned().trials)).map(({ batchLosses }) => batchLosses),
      finished().map(({ batchLosses }) => batchLosses),
    );
  });

  it('is noticed also where nothing was left but to end the run', async () => {
    const name = newName();
    const store = openStore(name);
    const keeper = begin(store, waiting());
    keeper.take(finished());
    await keeper.settled();
    await deleteDB(name);
    await keeper.end(ended(finished()));
    assert.lengthOf(
      (await store.run(keeper.runId))?.trials.filter(({ key }) => key !== null) ?? [],
      4,
    );
  });

  it('takes with it what a run of before had kept, and that is written again as it was', async () => {
    const name = newName();
    const store = openStore(name);
    const trials = finished();
    const keeper = begin(store, waiting());
    await keeper.end(ended([...trials.slice(0, 3), { ...trials[3]!, status: 'cancelled' }]));
    const run = (await store.run(keeper.runId))!;
    const shown = await trialsOf(store, run, planned().trials);
    const key = run.trials[0]!.key!;
    const wanted = [{ key, id: run.trials[0]!.id }];
    const [before] = (await store.trials(wanted)) as [KeptTrial];

    const page = openStore(name);
    const resumed = RunRecorder.resume(
      {
        store: page,
        experiment: planned().experiment,
        trials: [],
        shown,
        machine: { engine: 'auto', deterministic: true },
        userAgent: 'a newer browser',
        checksum: () => Promise.resolve('unknown'),
      },
      run,
    );
    await resumed.settled();
    await deleteDB(name);
    await resumed.end(ended([trials[3]!]));
    const again = await page.run(run.id);
    assert.equal(again?.status, 'done');
    const [{ lab, userAgent, at, lossesHash }] = (await page.trials(wanted)) as [KeptTrial];
    assert.deepEqual(
      { lab, userAgent, at, lossesHash },
      {
        lab: before.lab,
        userAgent: before.userAgent,
        at: before.at,
        lossesHash: before.lossesHash,
      },
    );
  });

  it('is another thing than a run that a person deletes, which stays deleted', async () => {
    const store = openStore();
    const keeper = begin(store, waiting());
    keeper.take(finished().slice(0, 2));
    await keeper.settled();
    await store.delete([keeper.runId]);
    await keeper.end(ended(finished()));
    assert.isEmpty(await store.runs());
    assert.equal(store.problem, '');
  });

  it('gets the models and texts of the page again, those from before it was deleted too', async () => {
    const name = newName();
    const models = new ModelStore(() => openDatabase(name));
    const [one, two] = finished() as [TrialState, TrialState];
    const model = ({ plan }: TrialState) => ({
      id: plan.id,
      trial: plan.trial,
      parameters: [
        { inputs: 8, outputs: 1, weight: new Float32Array(8), bias: new Float32Array(1) },
      ],
      statistics: null,
      engine: 'wasm',
      trainedAt: 1,
    });
    const texts = new KeptTexts(() => openDatabase(name));
    await texts.write('a', { text: 'mine', program: 'its' });
    await models.put(model(one));
    await deleteDB(name);
    await models.put(model(two));
    await texts.write('b', { text: 'mine too', program: 'its' });
    assert.equal(texts.problem, '');
    const again = new ModelStore(() => openDatabase(name));
    assert.deepEqual(await again.get(one.plan.id), model(one));
    assert.deepEqual(await again.get(two.plan.id), model(two));
    await withDatabase(name, async (database) => {
      assert.includeMembers(await database.getAllKeys('texts'), ['a', 'b']);
    });
    await deleteDB(name);
  });
});

describe('a database that does not open', () => {
  afterEach(closeAll);

  it('is given up after its limit: the lab works from memory, says so, and asks no longer than once', async () => {
    const name = newName();
    const other = await held(name);
    const store = new Store({ open: () => openDatabase(name), limit: 20 });
    assert.isEmpty(await store.runs());
    assert.match(store.problem, /in memory only.*within 0\.02 seconds.*another tab/);
    const keeper = begin(store, waiting());
    await keeper.end(ended(finished()));
    assert.isNull(await store.run(keeper.runId));
    assert.equal(store.whereabouts(keeper.runId), 'never written');

    // When it opens after all, nothing is lost, and nothing is said any more.
    await other.go();
    await until('the run is written', async () => (await store.run(keeper.runId)) !== null);
    await until('it is whole', async () => (await store.run(keeper.runId))?.status === 'done');
    assert.equal(store.problem, '');
    const run = await store.run(keeper.runId);
    assert.lengthOf(run?.trials.filter(({ key }) => key !== null) ?? [], 4);
    await store.close();
    await deleteDB(name);
  });

  it('may open in the middle of a run, which is written then with what it had', async () => {
    const name = newName();
    const other = await held(name);
    const store = new Store({ open: () => openDatabase(name), limit: 20 });
    const keeper = begin(store, waiting());
    keeper.take(finished().slice(0, 2));
    await keeper.settled();
    assert.match(store.problem, /in memory only/);
    await other.go();
    await until('it opens', () => store.problem === '');
    keeper.take(finished().slice(0, 3));
    await keeper.settled();
    const run = await store.run(keeper.runId);
    assert.equal(run?.status, 'running');
    assert.lengthOf(run?.trials.filter(({ key }) => key !== null) ?? [], 3);
    assert.equal(store.problem, '');
    await store.close();
    await deleteDB(name);
  });

  it('is not waited for by what needs it only once, nor left open behind it', async () => {
    const name = newName();
    const other = await held(name);
    let refusal = '';
    await openInTime(name, 20).catch((error: unknown) => (refusal = String(error)));
    assert.match(refusal, /^TimeoutError: the browser has not opened its database within/);
    await other.go();
    // Would wait forever for an open connection of another version.
    await deleteDB(name);
  });
});
