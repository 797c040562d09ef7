/** What goes first when the browser's storage is full, and what never does. */
import { assert } from 'chai';
import { lossesName, trialName } from '../../src/formats/artefact/names.ts';
import { waitingTrial } from '../../src/lab/reduce.ts';
import { idleState } from '../../src/lab/session/merge.ts';
import { trialsOf } from '../../src/lab/kept/kept.ts';
import { RunRecorder } from '../../src/lab/kept/recorder.ts';
import type { ListedRun } from '../../src/lab/kept/stored-run.ts';
import { evictedText } from '../../src/store/evict.ts';
import { artefactTables, putIfAbsent } from '../../src/store/marks.ts';
import { loadedModelKey } from '../../src/store/model-keys.ts';
import { Connection } from '../../src/store/connection.ts';
import { Parts } from '../../src/store/parts.ts';
import { Store } from '../../src/store/store.ts';
import { finished, planned } from '../lab/fixture/made.ts';
import { MemoryDatabase } from '../support/memory-database.ts';

const key = (letter: string): string => letter.repeat(64);
const checkpoint = (letter: string, epoch: number): string => `${key(letter)}@${epoch}.safetensors`;
const pin = `${key('b')}@2.search.pin`;
const parameters = (count: number) => [
  { inputs: 1, outputs: 1, weight: new Float32Array(count), bias: new Float32Array(1) },
];

async function keepRun(store: Store, name: string): Promise<string> {
  const { experiment, trials } = planned(name);
  const recorder = RunRecorder.begin({
    store,
    experiment,
    trials: trials.map(waitingTrial),
    machine: { engine: 'auto', deterministic: true },
    userAgent: 'a browser',
    checksum: () => Promise.resolve('unknown'),
  });
  await recorder.end({ ...idleState([]), status: 'done', trials: finished(name) });
  return recorder.runId;
}

const put = (database: MemoryDatabase, name: string, bytes = 100_000): Promise<boolean> =>
  database.transaction(artefactTables, 'readwrite', (tx) =>
    putIfAbsent(tx, name, new Uint8Array(bytes)),
  );

describe('a full storage', () => {
  let database: MemoryDatabase;
  let store: Store;
  let parts: Parts;
  let said: string;
  let spared: string[];
  let oldest: string;
  let middle: string;

  beforeEach(async () => {
    database = new MemoryDatabase();
    spared = [];
    const options = {
      wrapped: () => database,
      room: 1,
      spared: () => Promise.resolve(new Set(spared)),
    };
    store = new Store(options);
    said = '';
    parts = new Parts(new Connection(), options, (problem) => (said = problem));
    oldest = await keepRun(store, 'I1d');
    middle = await keepRun(store, 'I2c');
    await put(database, checkpoint('a', 1));
    await put(database, checkpoint('b', 2));
    await put(database, pin, 0);
    const ids = (await store.run(oldest))!.trials.map(({ id }) => id);
    await database.transaction(['models'], 'readwrite', async (tx) => {
      await tx.put('models', 'x', { id: 'x', order: 7, parameters: parameters(25_000) });
      await tx.put('models', ids[0]!, { id: ids[0], order: 3, parameters: parameters(25_000) });
      const loaded = { id: 'x', order: 1, parameters: parameters(25_000) };
      await tx.put('models', loadedModelKey('x'), loaded);
    });
  });
  afterEach(() => store.close());

  const keysOf = (table: 'models' | 'artefacts'): Promise<string[]> =>
    database.transaction([table], 'readonly', async (tx) => (await tx.keys(table)).map(String));
  const lossesOf = async (run: string): Promise<number> => {
    const names = await keysOf('artefacts');
    const { trials } = (await store.run(run))!;
    return trials.filter((entry) => names.includes(lossesName(entry.key!))).length;
  };
  /** Writes until that many bytes must go, in small steps. */
  const press = async (bytes: number): Promise<void> => {
    database.capacity = database.bytes - bytes;
    await parts.withRoom(1, () => put(database, `one-${bytes}.json`, 1).then(() => undefined));
  };

  it('loses checkpoints first, but none that a search has pinned', async () => {
    await press(1);
    const names = await keysOf('artefacts');
    assert.notInclude(names, checkpoint('a', 1));
    assert.includeMembers(names, [checkpoint('b', 2), pin]);
    assert.lengthOf(await keysOf('models'), 3);
    assert.equal(await lossesOf(oldest), 4);
  });

  it('loses weights then, the oldest first, but none that were loaded from a file', async () => {
    const [first] = (await store.run(oldest))!.trials;
    await press(1);
    await press(1_000);
    assert.sameMembers(await keysOf('models'), ['x', loadedModelKey('x')]);
    await press(2_000);
    assert.notInclude(await keysOf('models'), first!.id);
    assert.equal(await lossesOf(oldest), 4);
  });

  it('says what has gone', async () => {
    await press(1);
    assert.match(said, /^To make room, 1\scheckpoint was removed; all figures are kept\.$/);
    assert.equal(
      evictedText({ checkpoints: 3, weights: 12, losses: 0 }).replaceAll('\u00a0', ' '),
      'To make room, 3 checkpoints and the weights of 12 models of old runs were removed; all figures are kept.',
    );
    assert.equal(
      evictedText({ checkpoints: 1, weights: 0, losses: 0 }).replaceAll('\u00a0', ' '),
      'To make room, 1 checkpoint was removed; all figures are kept.',
    );
  });

  it('keeps figures, models from files, and all of runs that are pinned or in the report', async () => {
    spared = [middle];
    await store.change(oldest, (run: ListedRun) => ({ ...run, pinned: true }) as never);
    const [first] = (await store.run(oldest))!.trials;
    database.capacity = 1;
    const ended = await parts
      .withRoom(1, () => put(database, 'one.json', 1))
      .catch((error: unknown) => error);
    assert.equal((ended as DOMException).name, 'QuotaExceededError');
    assert.equal(await lossesOf(oldest), 4);
    assert.equal(await lossesOf(middle), 1);
    assert.sameMembers(await keysOf('models'), [first!.id, loadedModelKey('x')]);
    assert.include(await keysOf('artefacts'), checkpoint('b', 2));
  });

  it('loses the losses of the oldest runs last, and of those the figures never', async () => {
    database.capacity = 1;
    await parts.withRoom(1, () => put(database, 'one.json', 1)).catch(() => undefined);
    assert.equal(await lossesOf(oldest), 0);
    assert.equal(await lossesOf(middle), 0);
    database.capacity = Infinity;
    for (const [run, name] of [
      [oldest, 'I1d'],
      [middle, 'I2c'],
    ] as const) {
      const { trials } = (await store.run(run))!;
      const names = await keysOf('artefacts');
      for (const entry of trials) assert.include(names, trialName(entry.key!));
      const shown = await trialsOf(store, (await store.run(run))!, planned(name).trials);
      assert.deepEqual(
        shown.map(({ epochs }) => epochs),
        finished(name).map(({ epochs }) => epochs),
      );
      for (const { batchLosses, keptLosses } of shown) {
        assert.lengthOf(batchLosses, 0);
        assert.isUndefined(keptLosses);
      }
    }
  });
});
