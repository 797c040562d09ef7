/**
 * Runs and finished trials, stored in this browser. Everything works without it: a store that cannot write
 * says so in `problem`, and results stay in memory.
 */
import { isAbort } from '../base/errors.ts';
import { Connection } from './connection.ts';
import type {
  Claims,
  FinishedTrial,
  KeptStatus,
  LossesRecord,
  RunLocks,
  RunStore,
  WantedTrial,
} from '../lab/ports/store.ts';
import { isFull } from './database.ts';
import type { KeptBytes } from './usage.ts';
import type { LabDatabase } from './open.ts';
import type { Parts, PartsOptions } from './parts.ts';
import type { ListedRun, StoredRun } from '../lab/kept/stored-run.ts';
import type { KeptTrial } from '../lab/kept/stored-trial.ts';
import type { StoredTrial } from '../lab/kept/trial-schema.ts';
import type { Machine } from '../lab/kept/expected.ts';
import type { KeptCheckpoints } from '../lab/ports/checkpoints.ts';
import type { DatasetIdentity } from '../document/parameters.ts';
import type { KeptLosses } from '../lab/state.ts';

export interface StoreOptions extends PartsOptions {
  /** Another database for tests. */
  readonly open?: () => Promise<LabDatabase>;
  /** Milliseconds for opening it. */
  readonly limit?: number;
}

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
  readonly #options: StoreOptions;
  #parts: Promise<Parts> | null = null;

  constructor(options: StoreOptions = {}) {
    this.#options = options;
    this.#connection = new Connection(options.open, options.limit);
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
    return (await this.#load()).claims();
  }

  async runLocks(): Promise<RunLocks> {
    return (await this.#load()).runLocks();
  }

  async checkpoints(
    machine: Machine,
    checksum: (dataset: DatasetIdentity) => Promise<string>,
  ): Promise<KeptCheckpoints> {
    return (await this.#load()).checkpoints(machine, checksum);
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

  /** For a run that was passed to `add`, `append` or `change` on this page. One that a person deleted counts as kept. */
  whereabouts(id: string): KeptStatus {
    const home = this.#homes.get(id);
    if (home === undefined) return 'never written';
    return home === this.#connection.identity ? 'kept' : 'lost';
  }

  /** Calls back when the database opens late. Returns a function that unsubscribes. */
  whenLate(listener: () => void): () => void {
    return this.#connection.whenLate(listener);
  }

  /** Unreadable ones are reported and left as they are: another version may read them. */
  async trials(
    wanted: readonly WantedTrial[],
    signal?: AbortSignal,
  ): Promise<(KeptTrial | StoredTrial | null)[]> {
    const none = wanted.map(() => null);
    if (wanted.length === 0) return none;
    return this.#read(({ trials }) => trials.read(wanted, signal), none);
  }

  losses(key: string, record: LossesRecord): KeptLosses {
    return {
      count: record.count,
      load: (signal) =>
        this.#read(({ trials }) => trials.losses(key, record).load(signal), null, signal),
    };
  }

  /** All runs, the latest first. Unreadable ones are reported and left as they are. */
  async runs(): Promise<ListedRun[]> {
    const none = { runs: [], unreadable: 0 };
    const { runs, unreadable } = await this.#read((parts) => parts.runs.list(), none);
    if (unreadable > 0) {
      const many = unreadable === 1 ? 'One kept run' : `${unreadable} kept runs`;
      this.#say(`${many} could not be read; the others are not affected.`);
    }
    return runs;
  }

  run(id: string): Promise<StoredRun | null> {
    return this.#read(({ runs }) => runs.run(id), null);
  }

  /** Writes a run and its trials in one transaction. Returns whether it is stored. */
  async add(
    run: StoredRun,
    trials: ReadonlyMap<string, StoredTrial> = new Map(),
  ): Promise<boolean> {
    const written = await this.#write(async ({ runs }) => runs.add(run, trials), run.id);
    if (written) this.#homes.set(run.id, this.#connection.identity);
    return written;
  }

  async append(id: string, trial: FinishedTrial): Promise<boolean> {
    let found = false as boolean;
    const written = await this.#write(async ({ runs }) => {
      found = await runs.append(id, trial);
    }, id);
    if (written && found) this.#homes.set(id, this.#connection.identity);
    return written;
  }

  async change(id: string, change: (run: StoredRun) => StoredRun): Promise<boolean> {
    let found = false as boolean;
    const written = await this.#write(async ({ runs }) => {
      found = await runs.change(id, change);
    }, id);
    if (written && found) this.#homes.set(id, this.#connection.identity);
    return written;
  }

  /** Their trials stay until `collect`, so that they can be put back. */
  delete(ids: readonly string[]): Promise<boolean> {
    return this.#write(({ runs }) => runs.delete(ids));
  }

  putBack(deleted: readonly ListedRun[]): Promise<boolean> {
    return this.#write(({ runs }) => runs.putBack(deleted));
  }

  /** Deletes the trials that only deleted runs have. */
  collect(): Promise<boolean> {
    return this.#write(({ runs }) => runs.collect());
  }

  /** Deletes all runs and trials; nothing else of the lab. */
  clear(): Promise<boolean> {
    return this.#write(({ runs }) => runs.clear());
  }

  /** How much is kept of each kind; null if it cannot be read. */
  async use(): Promise<KeptBytes | null> {
    return this.#read(({ use }) => use(), null);
  }

  #load(): Promise<Parts> {
    this.#parts ??= import('./parts.ts').then(
      (loaded) => {
        const say = (problem: string) => this.#say(problem);
        const parts = new loaded.Parts(this.#connection, this.#options, say);
        void parts.upgrade(this.closed);
        return parts;
      },
      (error: unknown) => {
        this.#parts = null;
        throw error;
      },
    );
    return this.#parts;
  }

  async #read<T>(
    read: (parts: Parts) => Promise<T>,
    otherwise: T,
    signal?: AbortSignal,
  ): Promise<T> {
    try {
      return await read(await this.#load());
    } catch (error) {
      if (isAbort(error)) {
        if (signal?.aborted === true) throw error;
        return otherwise;
      }
      this.#fail(error, `The results kept in this browser could not be read: ${messageOf(error)}`);
      return otherwise;
    }
  }

  /** Does all of `work` or nothing. Returns whether it was written; never throws. @param run the one it is about */
  async #write(work: (parts: Parts) => Promise<void>, run: string | null = null): Promise<boolean> {
    try {
      const parts = await this.#load();
      await parts.withRoom(0, () => work(parts), run);
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
  if (isFull(error)) {
    return 'This browser’s storage is full, so the latest results are not kept. They stay on this page until you close it: export them, or delete runs on the results page.';
  }
  return `The latest results could not be kept (${messageOf(error)}). They stay on this page until you close it: export them if you need them.`;
}
