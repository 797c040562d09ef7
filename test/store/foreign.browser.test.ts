/** Imported results are kept next to own ones, never replacing them, until verified here. */
import { assert } from 'chai';
import type { TrainedModel } from '../../src/protocol/trained-model.ts';
import { idleState } from '../../src/lab/session/merge.ts';
import {
  canBeChosen,
  candidatesOf,
  firstChoice,
  keptHandInRun,
} from '../../src/course/handin/choose-runs.ts';
import { waitingTrial } from '../../src/lab/reduce.ts';
import { documentFile, environmentOf, resultsDocument } from '../../src/formats/results/write.ts';
import { documentOf } from '../../src/store/exchange.ts';
import { runProvenance } from '../../src/lab/kept/foreign.ts';
import { keepVerified } from '../../src/lab/kept/verified.ts';
import { keptTrials } from '../../src/lab/kept/cache.ts';
import { RunRecorder } from '../../src/lab/kept/recorder.ts';
import { latestRun, trialsOf } from '../../src/lab/kept/kept.ts';
import { ModelStore } from '../../src/store/models.ts';
import { openDatabase } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import type { StoredRun } from '../../src/lab/kept/stored-run.ts';
import { trialOf } from '../workers/trials.ts';
import { finished, planned } from '../lab/fixture/made.ts';
import { closeAll, newName, openStore, withDatabase } from './support.ts';
import { importText, textOf } from '../formats/results/plain.ts';
import { layersIn } from '../support/short-form.ts';

const machine = { engine: 'auto', deterministic: true } as const;
const { signal } = new AbortController();
const in2099 = Date.UTC(2099, 0, 1);

async function keepOwn(store: Store): Promise<void> {
  const { experiment, trials } = planned('I2c');
  const keeper = RunRecorder.begin({
    store,
    experiment,
    trials: trials.map(waitingTrial),
    machine,
    userAgent: 'a browser',
    checksum: () => Promise.resolve('unknown'),
  });
  const state = { ...idleState([]), status: 'done' as const, trials: finished('I2c') };
  await keeper.end(state);
}

/** A forged document: better figures, a future date, and correct hashes. */
async function forged(): Promise<string> {
  const { experiment } = planned('I2c');
  const trials = finished('I2c').map((trial) => ({
    ...trial,
    epochs: trial.epochs.map((record) => ({ ...record, testMse: 0.0012 })),
  }));
  const datasets = { 'california-housing': 'sha256 abc' };
  return textOf(
    documentFile(
      await resultsDocument({
        experiment,
        trials,
        environment: environmentOf(trials, datasets, 'a browser'),
        passport: { started: in2099 },
      }),
    ),
  );
}

async function importInto(store: Store, text: string): Promise<StoredRun> {
  const found = await importText(text, 'forged.json');
  if (!found.ok) throw new Error(found.issues[0]?.message);
  const [{ run, trials }] = found.runs as [(typeof found.runs)[number]];
  assert.isTrue(await store.add(run, trials));
  return (await store.run(run.id))!;
}

describe('an imported run', () => {
  afterEach(closeAll);

  it('is no answer of the report, whatever its date, and never goes before an own one', async () => {
    const store = openStore();
    await keepOwn(store);
    const run = await importInto(store, await forged());
    const candidates = candidatesOf(await store.runs(), 'I2c');
    assert.deepEqual(candidates.map(runProvenance), ['here', 'elsewhere']);
    assert.isNull(firstChoice(candidates)!.imported);
    assert.isFalse(canBeChosen(run));
    assert.isNull(await keptHandInRun(store, run));
    // Alone it is not chosen either.
    assert.isUndefined(firstChoice([run]));
    assert.isNull((await latestRun(store, planned('I2c').experiment))!.imported);
  });

  it('is marked in its trials, and its date is that of its keeping', async () => {
    const store = openStore();
    const before = Date.now();
    const run = await importInto(store, await forged());
    const trials = await trialsOf(store, run, planned('I2c').trials);
    for (const { provenance, kept } of trials) {
      assert.equal(provenance, 'elsewhere');
      assert.isAtLeast(kept!, before);
      assert.isAtMost(kept!, Date.now());
    }
    const document = await documentOf(run, { ...idleState([]), trials });
    assert.isTrue(document.trials.every((trial) => trial.provenance === 'elsewhere'));
    assert.isEmpty(await keptTrials(store, planned('I2c').trials, machine, signal));
  });

  it('is ordered by the store’s own count, which no file and no clock decides', async () => {
    const store = openStore();
    const run = await importInto(store, await forged());
    await keepOwn(store);
    const [latest, earlier] = await store.runs();
    assert.isNull(latest!.imported);
    assert.equal(earlier!.id, run.id);
    assert.isAbove(latest!.order!, earlier!.order!);
  });

  it('is verified once it was trained again, and shows then what was trained here', async () => {
    const store = openStore();
    await keepOwn(store);
    const run = await importInto(store, await forged());
    const again = { ...finished('I2c')[0]!, seconds: 77 };
    await keepVerified(store, run.id, again, { dataset: 'the real checksum', userAgent: 'test' });
    const verified = (await store.run(run.id))!;
    assert.equal(runProvenance(verified), 'verified');
    assert.isTrue(canBeChosen(verified));
    assert.equal(verified.datasets['california-housing'], 'the real checksum');
    const [trial] = await trialsOf(store, verified, planned('I2c').trials);
    assert.equal(trial!.provenance, 'verified');
    assert.deepEqual([trial!.seconds, trial!.epochs], [77, again.epochs]);
    // Still only by hand.
    assert.isNull(firstChoice(candidatesOf(await store.runs(), 'I2c'))!.imported);
    assert.equal((await keptHandInRun(store, verified))!.trials[0]!.provenance, 'verified');
  });

  it('of an own run changes nothing', async () => {
    const store = openStore();
    await keepOwn(store);
    const [own] = await store.runs();
    await keepVerified(store, own!.id, finished('I2c')[0]!, { dataset: 'x', userAgent: 'test' });
    const [after] = await store.runs();
    assert.deepEqual(after, own);
    assert.equal(runProvenance(after!), 'here');
  });

  it('of a version before is own where it was, and from elsewhere where it was imported', async () => {
    const name = newName();
    const store = openStore(name);
    await keepOwn(store);
    const imported = await importInto(store, await forged());
    await withDatabase(name, async (database) => {
      for (const run of (await database.getAll('runs')) as StoredRun[]) {
        Reflect.deleteProperty(run, 'order');
        await database.put('runs', run, run.id);
      }
    });
    const runs = await openStore(name).runs();
    assert.lengthOf(runs, 2);
    const provenance = Object.fromEntries(runs.map((run) => [run.id, runProvenance(run)]));
    assert.equal(provenance[imported.id], 'elsewhere');
    assert.sameMembers(Object.values(provenance), ['here', 'elsewhere']);
  });
});

const model = (id: string, weight: number, trainedAt: number): TrainedModel => ({
  id,
  trial: trialOf({
    model: { depth: 0, width: 1 },
    dataset: { name: 'california-housing' },
    optimizer: { name: 'sgd' },
    batchSize: 16,
    epochs: 1,
  }),
  parameters: [
    { inputs: 8, outputs: 1, weight: new Float32Array(8).fill(weight), bias: new Float32Array(1) },
  ],
  statistics: null,
  engine: 'wasm',
  trainedAt,
});

describe('a model that is brought along', () => {
  it('leaves the trained one of its trial as it is, in this page and the next', async () => {
    const name = `models ${crypto.randomUUID()}`;
    const store = new ModelStore(() => openDatabase(name));
    await store.put(model('a', 0.25, 1));
    await store.putLoaded(model('a', 0.5, in2099));
    for (const each of [store, new ModelStore(() => openDatabase(name))]) {
      assert.equal(layersIn((await each.get('a'))!.parameters)[0]!.weight[0], 0.25);
      assert.equal(layersIn((await each.getLoaded('a'))!.parameters)[0]!.weight[0], 0.5);
      assert.isNull(await each.getLoaded('b'));
    }
  });

  it('goes when it is the oldest, whatever its file says of its date', async () => {
    const name = `models ${crypto.randomUUID()}`;
    const store = new ModelStore(() => openDatabase(name), 3);
    await store.putLoaded(model('a', 0.5, in2099));
    for (const id of ['b', 'c', 'd']) await store.put(model(id, 0.25, 1));
    const again = new ModelStore(() => openDatabase(name), 3);
    assert.isNull(await again.getLoaded('a'));
    for (const id of ['b', 'c', 'd']) assert.isNotNull(await again.get(id), id);
  });
});
