/**
 * One connection to the lab's database while a page is open. Opened on first use, with a time limit; reopened
 * after it was closed by a newer lab in another tab or because the database was deleted.
 */
import { inTime, openDatabase, openingMs, type LabDatabase } from './open.ts';

/** Key in the store of texts: a random id that distinguishes a database from a later one with the same name. */
const identityKey = 'database';

export class Connection {
  readonly #open: () => Promise<LabDatabase>;
  readonly #limit: number;
  readonly #late = new Set<() => void>();
  /** Databases that the browser has closed, as when the user clears its data. */
  readonly #ended = new WeakSet<LabDatabase>();
  /** The opening that every use waits for; stays rejected while an opening that took too long continues. */
  #opened: Promise<LabDatabase> | null = null;
  #identity: string | null = null;

  /** @param open another database for tests @param limit milliseconds for opening it */
  constructor(open: () => Promise<LabDatabase> = () => openDatabase(), limit = openingMs) {
    this.#open = open;
    this.#limit = limit;
  }

  /** Id of the last opened database; changes after it was deleted. Null before the first. */
  get identity(): string | null {
    return this.#identity;
  }

  /** Calls back when the database opens after its time limit. Returns a function that unsubscribes. */
  whenLate(listener: () => void): () => void {
    this.#late.add(listener);
    return () => this.#late.delete(listener);
  }

  /**
   * Throws what IndexedDB throws, and a DOMException `TimeoutError` if the database does not open in time; from
   * then on at once, until it has opened. Repeats `work` if the database was closed meanwhile.
   */
  async use<T>(work: (database: LabDatabase) => Promise<T>): Promise<T> {
    const opened = this.#ready();
    const database = await opened;
    try {
      return await work(database);
    } catch (error) {
      if (!isClosed(error) && !this.#ended.has(database)) throw error;
      if (this.#opened === opened) this.#opened = null;
      return work(await this.#ready());
    }
  }

  async close(): Promise<void> {
    this.#late.clear();
    await this.#opened?.then(
      (database) => database.close(),
      () => undefined,
    );
  }

  #ready(): Promise<LabDatabase> {
    return (this.#opened ??= this.#begin());
  }

  #begin(): Promise<LabDatabase> {
    const opening = this.#identified();
    const limited = inTime(opening, this.#limit);
    let late = false;
    limited.catch(() => (late = true));
    opening.then(
      () => {
        if (!late) return;
        if (this.#opened === limited) this.#opened = opening;
        for (const listener of [...this.#late]) listener();
      },
      () => {
        // After a failed opening, the next use retries.
        if (this.#opened === limited) this.#opened = null;
      },
    );
    return limited;
  }

  async #identified(): Promise<LabDatabase> {
    const database = await this.#open();
    database.addEventListener('close', () => this.#ended.add(database));
    this.#identity = await identityOf(database);
    return database;
  }
}

/** A closed connection cannot begin transactions. */
const isClosed = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'InvalidStateError';

/** The database's id, created if missing; '' if it cannot be written, for example on a full disk. */
async function identityOf(database: LabDatabase): Promise<string> {
  const known = await database.get('texts', identityKey);
  if (typeof known === 'string') return known;
  try {
    const { store, done } = database.transaction('texts', 'readwrite');
    done.catch(() => undefined);
    // Another tab may have been first.
    const first = await store.get(identityKey);
    const earlier = typeof first === 'string' ? first : null;
    const identity = earlier ?? String(crypto.getRandomValues(new Uint32Array(4)));
    if (earlier === null) await store.put(identity, identityKey);
    await done;
    return identity;
  } catch {
    return '';
  }
}
