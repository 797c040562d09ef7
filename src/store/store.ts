/**
 * Runs and finished trials, stored in this browser. Everything works without it: a store that cannot write
 * says so in `problem`, and results stay in memory.
 */
import { Connection } from './connection.ts';
import type { Claims, NewTrial, RunStore, KeptStatus } from '../lab/ports/store.ts';
import type { LabDatabase } from './open.ts';
import { isNewer } from '../lab/kept/record-version.ts';
import { byAge, nextOrder, readRun, type StoredRun } from '../lab/kept/stored-run.ts';
import { readStored, type StoredTrial } from '../lab/kept/stored-trial.ts';

type Names = ('trials' | 'runs')[];
type Write = ReturnType<typeof transaction>;

const transaction = (database: LabDatabase) =>
  database.transaction(['trials', 'runs'] as Names, 'readwrite');

/** Channel on which tabs announce writes. */
const channelName = 'a2-lab-store';

export class Store implements RunStore {
  readonly #connection: Connection;
  readonly #listeners = new Set<() => void>();
  readonly #closed = new AbortController();
  /** The database that stored each run written here. */
  readonly #homes = new Map<string, string | null>();
  #channel: BroadcastChannel | null;
  #problem = '';
  /** Whether `problem` is that the database has not opened. */
  #unopened = false;

  /** @param open another database for tests @param limit milliseconds for opening it */
  constructor(open?: () => Promise<LabDatabase>, limit?: number) {
    this.#connection = new Connection(open, limit);
    this.#connection.whenLate(() => {
      if (this.#unopened) this.#say('');
      this.#tell();
    });
    this.#channel = channel();
    this.#channel?.addEventListener('message', () => this.#tell());
  }

  /** Why something was not stored or could not be read, as text for the page; '' if nothing. */
  get problem(): string {
    return this.#problem;
  }

  /** Calls back after changes by this tab or another, and when `problem` changes. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async claims(): Promise<Claims> {
    const { WebClaims } = await import('./claims.ts');
    // The identity is known once the database was used, which starting a run does first.
    return new WebClaims(() => this.#connection.identity ?? '');
  }

  /** Aborted once it is closed. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /** Closes the database and the channel; for tests and closing pages. */
  async close(): Promise<void> {
    this.#closed.abort();
    this.#channel?.close();
    this.#channel = null;
    this.#listeners.clear();
    await this.#connection.close();
  }

  /** For a run that was passed to `add` or `change` on this page. One that a person deleted counts as kept. */
  whereabouts(id: string): KeptStatus {
    const home = this.#homes.get(id);
    if (home === undefined) return 'never written';
    return home === this.#connection.identity ? 'kept' : 'lost';
  }

  /** Calls back when the database opens late. Returns a function that unsubscribes. */
  whenLate(listener: () => void): () => void {
    return this.#connection.whenLate(listener);
  }

  /** Null if missing or unreadable. An unreadable one is reported and left as it is: another version may read it. */
  async trial(key: string): Promise<StoredTrial | null> {
    const value: unknown = await this.#read((database) => database.get('trials', key), undefined);
    if (value === undefined) return null;
    const stored = await readStored(value);
    if (stored !== null || isNewer(value)) return stored;
    this.#say(
      'The kept results of one trial could not be read and are left out. You can train it again.',
    );
    return null;
  }

  /** All runs, the latest first. */
  async runs(): Promise<StoredRun[]> {
    const values = await this.#read<unknown[]>((database) => database.getAll('runs'), []);
    const runs: StoredRun[] = [];
    let unreadable = 0;
    for (const value of values) {
      const run = readRun(value);
      if (run !== null) runs.push(run);
      else if (!isNewer(value)) unreadable += 1;
    }
    // They are left as they are: another version of the lab may read them.
    if (unreadable > 0) {
      const many = unreadable === 1 ? 'One kept run' : `${unreadable} kept runs`;
      this.#say(`${many} could not be read; the others are not affected.`);
    }
    return runs.toSorted(byAge);
  }

  async run(id: string): Promise<StoredRun | null> {
    return readRun(await this.#read((database) => database.get('runs', id), undefined));
  }

  /** Writes a run and its trials in one transaction. Returns whether it is stored. */
  async add(
    run: StoredRun,
    trials: ReadonlyMap<string, StoredTrial> = new Map(),
  ): Promise<boolean> {
    const written = await this.#write(async (tx) => {
      const order = run.order ?? nextOrder(await tx.objectStore('runs').getAll());
      await Promise.all([
        tx.objectStore('runs').put({ ...run, order }, run.id),
        ...[...trials].map(([key, trial]) => tx.objectStore('trials').put(trial, key)),
      ]);
    });
    if (written) this.#homes.set(run.id, this.#connection.identity);
    return written;
  }

  /**
   * Changes a run's current state (another tab may have renamed it) and writes one of its trials in the same
   * transaction. A run deleted meanwhile stays deleted, and its trial is not written; `whereabouts` tells whether
   * the whole database was deleted or the run was never stored.
   */
  async change(
    id: string,
    change: (run: StoredRun) => StoredRun,
    trial?: NewTrial,
  ): Promise<boolean> {
    let found = false as boolean;
    const written = await this.#write(async (tx) => {
      const run = readRun(await tx.objectStore('runs').get(id));
      found = run !== null;
      if (run === null) return;
      await tx.objectStore('runs').put(change(run), id);
      if (trial === undefined) return;
      const { key, stored, again = false } = trial;
      const trials = tx.objectStore('trials');
      if (!again || (await trials.getKey(key)) === undefined) await trials.put(stored, key);
    });
    if (written && found) this.#homes.set(id, this.#connection.identity);
    return written;
  }

  /** Its trials stay until `collect`, so that it can be put back with `add`. */
  delete(ids: readonly string[]): Promise<boolean> {
    return this.#write(async (tx) => {
      await Promise.all(ids.map((id) => tx.objectStore('runs').delete(id)));
    });
  }

  /** Deletes the trials that no run has. */
  collect(): Promise<boolean> {
    return this.#write(async (tx) => {
      const runs: unknown[] = await tx.objectStore('runs').getAll();
      const read = runs.map(readRun);
      // Which trials a run has that cannot be read is not known.
      if (read.includes(null)) return;
      const used = new Set(read.flatMap((run) => run?.trials.map(({ key }) => key)));
      const trials = tx.objectStore('trials');
      const keys = await trials.getAllKeys();
      await Promise.all(keys.filter((key) => !used.has(key)).map((key) => trials.delete(key)));
    });
  }

  /** Deletes all runs and trials; nothing else of the lab. */
  clear(): Promise<boolean> {
    return this.#write(async (tx) => {
      await Promise.all([tx.objectStore('runs').clear(), tx.objectStore('trials').clear()]);
    });
  }

  async #read<T>(read: (database: LabDatabase) => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await this.#connection.use(read);
    } catch (error) {
      this.#fail(error, `The results kept in this browser could not be read: ${messageOf(error)}`);
      return otherwise;
    }
  }

  /** Does all of `work` or nothing. Returns whether it was written; never throws. */
  async #write(work: (tx: Write) => Promise<unknown>): Promise<boolean> {
    try {
      await this.#connection.use(async (database) => {
        const tx = transaction(database);
        // Also rejects if `work` fails; avoid an unhandled rejection.
        tx.done.catch(() => undefined);
        try {
          await work(tx);
        } catch (error) {
          abort(tx);
          throw error;
        }
        await tx.done;
      });
    } catch (error) {
      this.#fail(error, notKept(error));
      return false;
    }
    this.#tell();
    this.#channel?.postMessage('changed');
    return true;
  }

  /** Reports on the page what could not be stored. */
  report(problem: string): void {
    this.#say(problem);
  }

  #fail(error: unknown, problem: string): void {
    const unopened = error instanceof DOMException && error.name === 'TimeoutError';
    this.#say(unopened ? notOpened(error) : problem);
    this.#unopened = unopened;
  }

  #say(problem: string): void {
    this.#unopened = false;
    if (problem === this.#problem) return;
    this.#problem = problem;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function abort(tx: Write): void {
  try {
    tx.abort();
  } catch {
    // The browser has aborted it already.
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message || error.name : String(error);

/** Null if unavailable or refused, as in Firefox without cookies. */
function channel(): BroadcastChannel | null {
  try {
    return typeof BroadcastChannel === 'function' ? new BroadcastChannel(channelName) : null;
  } catch {
    return null;
  }
}

const notOpened = ({ message }: DOMException): string =>
  `Results are in memory only: ${message}. They stay on this page until you close it. Close the lab’s other tabs, or export what you need.`;

function notKept(error: unknown): string {
  if (error instanceof DOMException && error.name === 'QuotaExceededError') {
    return 'This browser’s storage is full, so the latest results are not kept. They stay on this page until you close it: export them, or delete runs on the results page.';
  }
  return `The latest results could not be kept (${messageOf(error)}). They stay on this page until you close it: export them if you need them.`;
}
