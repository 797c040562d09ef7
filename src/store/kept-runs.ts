/**
 * Runs in the database. A run's record is written when it begins and when it ends; each trial that finishes adds its
 * entry and its files, and rewrites nothing else.
 */
import {
  byPlace,
  checkpointPrefix,
  lossesName,
  modelName,
  placeOfName,
  trialName,
} from '../formats/artefact/names.ts';
import { readEarlierRun } from '../lab/kept/earlier-run.ts';
import { isImported } from '../lab/kept/new-trial.ts';
import { isNewer } from '../lab/kept/record-version.ts';
import {
  byAge,
  nextOrder,
  waitingEntry,
  withTrials,
  type ListedRun,
  type StoredRun,
} from '../lab/kept/stored-run.ts';
import { prepareRecord, readEntry, readRecord } from '../lab/kept/read-run.ts';
import type { Entry, RunRecord } from '../lab/kept/run-schema.ts';
import type { StoredTrial } from '../lab/kept/trial-schema.ts';
import type { FinishedTrial } from '../lab/ports/store.ts';
import { beginningWith, entriesOf, type Database, type Transaction } from './database.ts';
import { putTrial, trialTables, trialWrite } from './kept-trials.ts';
import { remove } from './marks.ts';

const runTables = ['runs', 'entries'] as const;
const allTables = [...runTables, ...trialTables] as const;

/** A run's record as it is written: its trials are apart, and counted only once they no longer change. */
function recordOf(run: StoredRun): RunRecord {
  const { trials, ...record } = run;
  const tally = run.status === 'running' ? null : withTrials({}, trials).tally;
  return { ...(record as RunRecord), tally };
}

/** In the order of the run. Unreadable ones keep their place, as trials of no plan. */
const readEntries = (values: readonly unknown[]): Entry[] =>
  values.map((value) => readEntry(value) ?? waitingEntry(''));

/** Entries written in one task: a few milliseconds. */
const entriesAtOnce = 100;

async function putEntries(tx: Transaction, id: string, entries: readonly Entry[]): Promise<void> {
  // Requests of one task hold the thread; those of the next follow once these are done.
  for (let start = 0; start < entries.length; start += entriesAtOnce) {
    const some = entries.slice(start, start + entriesAtOnce);
    await Promise.all(some.map((entry, at) => tx.put('entries', [id, start + at], entry)));
  }
}

export class KeptRuns {
  readonly #database: Database;
  /** Runs that are known to be no longer as version 1 kept them. */
  readonly #modern = new Set<string>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** All runs, the latest first, and the number of those that could not be read. They are left as they are. */
  async list(): Promise<{ readonly runs: ListedRun[]; readonly unreadable: number }> {
    const values = await this.#database.transaction(['runs'], 'readonly', (tx) => tx.all('runs'));
    const runs: ListedRun[] = [];
    const uncounted: RunRecord[] = [];
    let unreadable = 0;
    for (const value of values) {
      await prepareRecord(value);
      const record = readRecord(value);
      if (record === null) {
        const earlier = readEarlierRun(value);
        if (earlier !== null) runs.push(earlier);
        else if (!isNewer(value)) unreadable += 1;
      } else if (record.tally === null) uncounted.push(record);
      else runs.push({ ...record, tally: record.tally });
    }
    if (uncounted.length > 0) {
      const entries = await this.#database.transaction(['entries'], 'readonly', (tx) =>
        Promise.all(uncounted.map(({ id }) => tx.all('entries', entriesOf(id)))),
      );
      for (const [at, record] of uncounted.entries())
        runs.push(withTrials(record, readEntries(entries[at]!)));
    }
    return { runs: runs.toSorted(byAge), unreadable };
  }

  /** Null if missing or unreadable. */
  async run(id: string): Promise<StoredRun | null> {
    await this.#modernise(id);
    await prepareRecord(
      await this.#database.transaction(['runs'], 'readonly', (tx) => tx.get('runs', id)),
    );
    return this.#database.transaction(runTables, 'readonly', (tx) => this.#read(tx, id));
  }

  async #read(tx: Transaction, id: string): Promise<StoredRun | null> {
    const [value, entries] = await Promise.all([
      tx.get('runs', id),
      tx.all('entries', entriesOf(id)),
    ]);
    const record = readRecord(value);
    return record === null ? null : withTrials(record, readEntries(entries));
  }

  async add(run: StoredRun, trials: ReadonlyMap<string, StoredTrial>): Promise<void> {
    const writes = await Promise.all([...trials].map((each) => trialWrite(...each)));
    await this.#database.transaction(allTables, 'readwrite', async (tx) => {
      const order = run.order ?? nextOrder(await tx.all('runs'));
      await tx.delete('entries', entriesOf(run.id));
      await tx.put('runs', run.id, recordOf({ ...run, order }));
      await putEntries(tx, run.id, run.trials);
      for (const write of writes) await putTrial(tx, write, false);
    });
    this.#modern.add(run.id);
  }

  /** Resolves to whether the run is there. */
  async append(id: string, { index, entry, stored, again }: FinishedTrial): Promise<boolean> {
    await this.#modernise(id);
    const write = await trialWrite(entry.key, stored);
    return this.#database.transaction(allTables, 'readwrite', async (tx) => {
      if (!(await tx.has('runs', id))) return false;
      await putTrial(tx, write, again ?? false);
      await tx.put('entries', [id, index], entry);
      // It is no longer under way.
      await removeCheckpoints(tx, entry.key);
      return true;
    });
  }

  /** Resolves to whether the run is there and could be read. */
  async change(id: string, change: (run: StoredRun) => StoredRun): Promise<boolean> {
    await this.#modernise(id);
    return this.#database.transaction(runTables, 'readwrite', async (tx) => {
      const run = await this.#read(tx, id);
      if (run === null) return false;
      const changed = change(run);
      await tx.put('runs', id, recordOf(changed));
      for (const [index, entry] of changed.trials.entries())
        if (entry !== run.trials[index]) await tx.put('entries', [id, index], entry);
      return true;
    });
  }

  /** The trials stay until `collect`, so that the runs can be put back. */
  async delete(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.#modernise(id);
    await this.#database.transaction(['runs'], 'readwrite', async (tx) => {
      await Promise.all(ids.map((id) => tx.delete('runs', id)));
    });
  }

  /** Puts deleted runs back, before `collect`. */
  async putBack(runs: readonly ListedRun[]): Promise<void> {
    await this.#database.transaction(['runs'], 'readwrite', async (tx) => {
      for (const run of runs)
        await tx.put('runs', run.id, run.status === 'running' ? { ...run, tally: null } : run);
    });
  }

  /** Deletes the trials that only deleted runs have. */
  async collect(): Promise<void> {
    await this.#database.transaction(allTables, 'readwrite', async (tx) => {
      const kept = new Set(await tx.keys('runs'));
      const places = (await tx.keys('entries')) as [string, number][];
      const gone = new Set(places.map(([run]) => run).filter((run) => !kept.has(run)));
      if (gone.size === 0) return;
      const [unused, used] = [new Set<string>(), new Set<string>()];
      for (const run of new Set(places.map(([id]) => id))) {
        for (const { key } of readEntries(await tx.all('entries', entriesOf(run))))
          if (key !== null) (gone.has(run) ? unused : used).add(key);
      }
      for (const key of unused) if (!used.has(key)) await removeTrial(tx, key);
      for (const run of gone) await tx.delete('entries', entriesOf(run));
    });
  }

  /** Deletes all runs and trials; nothing else of the lab. */
  async clear(): Promise<void> {
    await this.#database.transaction(allTables, 'readwrite', async (tx) => {
      const all = beginningWith('');
      await Promise.all([
        ...(['runs', 'trials', 'artefacts', 'marks'] as const).map((table) =>
          tx.delete(table, all),
        ),
        tx.delete('entries', { from: ['', 0], to: ['\uffff', Infinity] }),
      ]);
    });
    this.#modern.clear();
  }

  /** Ids of runs that are as version 1 kept them. */
  async earlier(): Promise<string[]> {
    const values = await this.#database.transaction(['runs'], 'readonly', (tx) => tx.all('runs'));
    return values.flatMap((value) => (isWhole(value) ? [String(Reflect.get(value, 'id'))] : []));
  }

  /** Writes a run of version 1 as a record and entries, if it is one and can be read. */
  async #modernise(id: string): Promise<void> {
    if (this.#modern.has(id)) return;
    const value = await this.#database.transaction(['runs'], 'readonly', (tx) =>
      tx.get('runs', id),
    );
    const run = isWhole(value) ? readEarlierRun(value) : null;
    if (run !== null) {
      await this.#database.transaction(runTables, 'readwrite', async (tx) => {
        // Another tab may have been first.
        if (!isWhole(await tx.get('runs', id))) return;
        await tx.put('runs', id, recordOf(run));
        await putEntries(tx, id, run.trials);
      });
    }
    if (value !== undefined) this.#modern.add(id);
  }

  /** The same for all such runs, one at a time. */
  async upgrade(id: string): Promise<void> {
    await this.#modernise(id);
  }
}

const isWhole = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Array.isArray(Reflect.get(value, 'trials'));

async function removeTrial(tx: Transaction, key: string): Promise<void> {
  await tx.delete('trials', key);
  if (isImported(key)) return;
  for (const name of [trialName(key), lossesName(key), modelName(key)]) await remove(tx, name);
  await removeCheckpoints(tx, key);
}

/** All but those that a search has pinned. */
async function removeCheckpoints(tx: Transaction, key: string): Promise<void> {
  const names = await tx.keys('marks', beginningWith(checkpointPrefix(key)));
  const places = names.map((name) => ({ name: String(name), place: placeOfName(String(name)) }));
  const pins = places.filter(({ place }) => place !== null && place.pinnedBy !== null);
  for (const { name, place } of places) {
    const isPinned = pins.some((pin) => place !== null && byPlace(pin.place!, place) === 0);
    if (!isPinned) await remove(tx, name);
  }
}
