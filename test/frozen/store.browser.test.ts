/** A browser that kept runs, models, tables and texts of the version before has them all in this one. */
import { assert } from 'chai';
import type { TrainedModel } from '../../src/protocol/trained-model.ts';
import type { KeptTrial } from '../../src/lab/kept/stored-trial.ts';
import type { StoredTrial } from '../../src/lab/kept/trial-schema.ts';
import { ModelStore } from '../../src/store/models.ts';
import { openDatabase } from '../../src/store/open.ts';
import { Store } from '../../src/store/store.ts';
import { listTables, readTable } from '../../src/store/tables.ts';
import frozen from './1/store.json' with { type: 'json' };
import { until } from '../support/until.ts';
import { putBack, thawed, type FrozenStore } from './database.ts';

interface FrozenRun {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly imported: unknown;
  readonly trials: readonly { readonly key: string | null; readonly status: string }[];
}

interface FrozenTrial {
  readonly state: object;
  readonly losses: Float32Array;
}

const { stores } = frozen as FrozenStore;
const records = (name: string) =>
  (stores[name] ?? []).map(({ key, value }) => ({ key, value: thawed(value) }));
const frozenRuns = () => records('runs').map(({ value }) => value as FrozenRun);

const lossesOf = ({ losses }: StoredTrial | KeptTrial): unknown =>
  losses instanceof Float32Array ? losses : losses.load();

/** Trials trained here that are as the version before kept them, and runs. */
async function left(name: string): Promise<number> {
  const database = await openDatabase(name);
  const keys = await database.getAllKeys('trials');
  const runs = await database.getAll('runs');
  database.close();
  const own = keys.filter((key) => !key.startsWith('imported|'));
  return own.length + runs.filter((run) => Object.hasOwn(run as object, 'trials')).length;
}

describe('A browser’s database of the version before', () => {
  let name: string;

  beforeEach(async () => {
    name = `frozen ${crypto.randomUUID()}`;
    await putBack(name, frozen);
  });

  /** Whether the store has each frozen run with each of its trials, bit for bit. */
  async function hasAll(store: Store): Promise<void> {
    const runs = await store.runs();
    const wanted = frozenRuns();
    assert.sameMembers(
      runs.map(({ id, name: title, status }) => `${id} ${title} ${status}`),
      wanted.map(({ id, name: title, status }) => `${id} ${title} ${status}`),
    );
    const trials = new Map(records('trials').map(({ key, value }) => [key, value as FrozenTrial]));
    for (const value of wanted) {
      const run = (await store.run(value.id))!;
      assert.equal(run.imported === null, value.imported === null, run.name);
      for (const [index, { key, status }] of value.trials.entries()) {
        const entry = run.trials[index]!;
        assert.equal(entry.status, status, run.name);
        if (key === null) continue;
        const [kept] = await store.trials([{ key: entry.key!, id: entry.id }]);
        const { losses, state } = trials.get(key)!;
        assert.deepEqual(await lossesOf(kept!), losses, run.name);
        assert.deepEqual(kept!.state, state as never, run.name);
      }
    }
    assert.equal(store.problem, '');
  }

  it('has all runs and trials, and nothing is said to be damaged', async () => {
    const store = new Store({ open: () => openDatabase(name) });
    await hasAll(store);
    await store.collect();
    await hasAll(store);
    await store.close();
  });

  it('is rewritten while the lab is open, and has all of it in the next visit', async () => {
    const store = new Store({ open: () => openDatabase(name) });
    await store.runs();
    await until('all is rewritten', async () => (await left(name)) === 0);
    await hasAll(store);
    await store.close();
    const next = new Store({ open: () => openDatabase(name) });
    await hasAll(next);
    await next.collect();
    await hasAll(next);
    await next.close();
  });

  it('is rewritten while another one is', async () => {
    const other = `frozen ${crypto.randomUUID()}`;
    await putBack(other, frozen);
    const stores = [name, other].map((each) => new Store({ open: () => openDatabase(each) }));
    await Promise.all(stores.map((store) => store.runs()));
    await until('both are rewritten', async () => (await left(name)) + (await left(other)) === 0);
    await Promise.all(stores.map((store) => store.close()));
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
