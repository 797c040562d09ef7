/** What the store does with an open database, loaded with its first use. */
import type { DatasetIdentity } from '../document/parameters.ts';
import type { Machine } from '../lab/kept/expected.ts';
import type { ListedRun } from '../lab/kept/stored-run.ts';
import type { KeptCheckpoints } from '../lab/ports/checkpoints.ts';
import { trialKeys } from '../lab/runs/key-parts.ts';
import { DatabaseArtefacts } from './artefacts.ts';
import { DatabaseCheckpoints } from './checkpoints.ts';
import { WebClaims } from './claims.ts';
import type { Connection } from './connection.ts';
import { isFull, type Database } from './database.ts';
import { upgrade } from './earlier.ts';
import { evictedText, isNothing, makeRoom, sumOf, type Evicted } from './evict.ts';
import { IndexedDatabase } from './indexed-database.ts';
import { KeptRuns } from './kept-runs.ts';
import { keptBytes, type KeptBytes } from './usage.ts';
import { WebRunLocks } from './run-locks.ts';
import { KeptTrials } from './kept-trials.ts';

export interface PartsOptions {
  /** Puts something between the store and its database, such as faults for tests. */
  readonly wrapped?: (database: Database) => Database;
  /** Ids of runs of which nothing is removed to make room, besides those that a person pinned. */
  readonly spared?: (runs: readonly ListedRun[]) => Promise<ReadonlySet<string>>;
  /** Bytes removed at once on a full disk, so that the next trials fit as well; 4 MB. */
  readonly room?: number;
}

export class Parts {
  readonly database: Database;
  readonly runs: KeptRuns;
  readonly trials: KeptTrials;
  readonly #connection: Connection;
  readonly #options: PartsOptions;
  readonly #say: (problem: string) => void;

  constructor(connection: Connection, options: PartsOptions, say: (problem: string) => void) {
    const { wrapped = (database: Database) => database } = options;
    this.database = wrapped(new IndexedDatabase(connection));
    this.runs = new KeptRuns(this.database);
    this.trials = new KeptTrials(this.database, say);
    this.#connection = connection;
    this.#options = options;
    this.#say = say;
  }

  readonly use = (): Promise<KeptBytes> => keptBytes(this.database);

  claims(): WebClaims {
    // The identity is known once the database was used, which starting a run does first.
    return new WebClaims(() => this.#connection.identity ?? '');
  }

  runLocks(): WebRunLocks {
    return new WebRunLocks(() => this.claims());
  }

  checkpoints(
    machine: Machine,
    checksum: (dataset: DatasetIdentity) => Promise<string>,
  ): KeptCheckpoints {
    const artefacts = new DatabaseArtefacts(
      this.database,
      new WebClaims(() => `artefacts of ${this.#connection.identity ?? ''}`),
      (bytes, work) => this.withRoom(bytes, work),
    );
    const keys = trialKeys(machine, checksum);
    return new DatabaseCheckpoints(artefacts, keys, this.claims(), this.#say);
  }

  /**
   * Does `work`, and does it again after making room if the disk is full, as long as there is something that may go.
   * Says what has gone. Throws what `work` throws.
   * @param bytes how much room it needs, if that is known @param current the run that it is about
   */
  async withRoom<T>(
    bytes: number,
    work: () => Promise<T>,
    current: string | null = null,
  ): Promise<T> {
    const { room = 4e6, spared = () => Promise.resolve(new Set<string>()) } = this.#options;
    let all: Evicted | null = null;
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!isFull(error)) throw error;
        const { database, runs } = this;
        const wanted = Math.max(bytes, room);
        const evicted = await makeRoom(wanted, { database, runs, spared, current });
        if (isNothing(evicted)) throw error;
        all = all === null ? evicted : sumOf(all, evicted);
        this.#say(evictedText(all));
      }
    }
  }

  /** Rewrites what version 1 kept, in one tab at a time. Says nothing: all of it can be read as it is. */
  async upgrade(signal: AbortSignal): Promise<void> {
    try {
      const { locks } = navigator as { locks?: LockManager };
      const work = () => upgrade(this.database, this.runs, signal);
      // Known once it is open: other databases are not waited for.
      const identity = await this.#connection.use(() => Promise.resolve(this.#connection.identity));
      const name = `a2-upgrade ${identity ?? ''}`;
      if (locks === undefined) await work();
      else await locks.request(name, { ifAvailable: true }, (lock) => lock && work());
    } catch {
      // Whatever was in its way, the next visit goes on.
    }
  }
}
