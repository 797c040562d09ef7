/** A browser that kept runs, models, tables and texts of the version before has them all in this one. */
import { assert } from 'chai';
import type { TrainedModel } from '../../src/protocol/trained-model.ts';
import { ModelStore } from '../../src/store/models.ts';
import { openDatabase } from '../../src/store/open.ts';
import { Store } from '../../src/store/store.ts';
import { listTables, readTable } from '../../src/store/tables.ts';
import frozen from './1/store.json' with { type: 'json' };
import { putBack, thawed, type FrozenStore } from './database.ts';

interface FrozenRun {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly imported: unknown;
  readonly trials: readonly { readonly key: string | null; readonly status: string }[];
}

interface FrozenTrial {
  readonly state: { readonly epochs: readonly unknown[] };
  readonly losses: Float32Array;
}

const { stores } = frozen as FrozenStore;
const records = (name: string) =>
  (stores[name] ?? []).map(({ key, value }) => ({ key, value: thawed(value) }));
const frozenRuns = () => records('runs').map(({ value }) => value as FrozenRun);

describe('A browser’s database of the version before', () => {
  let name: string;

  beforeEach(async () => {
    name = `frozen ${crypto.randomUUID()}`;
    await putBack(name, frozen);
  });

  it('has all runs and trials, and nothing is said to be damaged', async () => {
    const store = new Store(() => openDatabase(name));
    const runs = await store.runs();
    const wanted = frozenRuns();
    assert.sameMembers(
      runs.map(({ id, name: title, status }) => `${id} ${title} ${status}`),
      wanted.map(({ id, name: title, status }) => `${id} ${title} ${status}`),
    );
    const trials = new Map(records('trials').map(({ key, value }) => [key, value as FrozenTrial]));
    for (const value of wanted) {
      const run = runs.find(({ id }) => id === value.id)!;
      assert.equal(run.imported === null, value.imported === null, run.name);
      for (const [index, { key, status }] of value.trials.entries()) {
        const entry = run.trials[index]!;
        assert.equal(entry.status, status, run.name);
        if (key === null) continue;
        const kept = await store.trial(entry.key!);
        assert.deepEqual(kept?.losses, trials.get(key)?.losses, run.name);
        assert.deepEqual(kept?.state.epochs, trials.get(key)?.state.epochs as never, run.name);
      }
    }
    assert.equal(store.problem, '');
    await store.collect();
    for (const run of await store.runs())
      for (const { key } of run.trials)
        if (key !== null) assert.isNotNull(await store.trial(key), run.name);
    await store.close();
  });

  it('has all models, with their weights', async () => {
    const models = new ModelStore(() => openDatabase(name));
    for (const { value } of records('models')) {
      const { id, parameters } = value as TrainedModel;
      const kept = await models.get(id);
      assert.deepEqual(kept?.parameters, parameters);
    }
  });

  it('has all tables and texts', async () => {
    const database = await openDatabase(name);
    const kept = records('tables').map(({ value }) => value);
    const infos = await listTables(database);
    assert.lengthOf(infos, kept.filter((value) => !Array.isArray(value)).length);
    const columns = kept.filter((value) => Array.isArray(value));
    for (const info of infos)
      assert.deepInclude(columns, (await readTable(database, info))!.columns as unknown[]);
    for (const { key, value } of records('texts'))
      assert.equal(await database.get('texts', key), value as string);
    database.close();
  });
});
