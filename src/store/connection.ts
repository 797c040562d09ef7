/**
 * One connection to the lab's database for as long as a page is open. It is opened when it is first used,
 * with a limit; and again after it was closed, by a newer lab in another tab or because somebody deleted
 * the database.
 */
import { inTime, openDatabase, openingMs, type LabDatabase } from './open.ts';

/** In the store of texts: a random name by which a database is known from one that came after it. */
const identityKey = 'database';

export class Connection {
  readonly #open: () => Promise<LabDatabase>;
  readonly #limit: number;
  readonly #late = new Set<() => void>();
  /** Databases that the browser has closed by itself, as it does when a person clears its data. */
  readonly #ended = new WeakSet<LabDatabase>();
  /** What every use waits for; rejected, and kept, while an opening that took too long goes on. */
  #opened: Promise<LabDatabase> | null = null;
  #identity: string | null = null;

  /** @param open another database for tests @param limit milliseconds for opening it */
  constructor(open: () => Promise<LabDatabase> = () => openDatabase(), limit = openingMs) {
    this.#open = open;
    this.#limit = limit;
  }

  /** Of the database that was opened last; another one after it was deleted. Null before the first. */
  get identity(): string | null {
    return this.#identity;
  }

  /** Calls back when the database has opened after all, later than its limit. Returns the way to stop it. */
  whenLate(listener: () => void): () => void {
    this.#late.add(listener);
    return () => this.#late.delete(listener);
  }

  /**
   * Throws what IndexedDB throws, and a DOMException `TimeoutError` where the database does not open in
   * time: at once then, until it has. `work` is done again where the database was closed under it.
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
        // A refusal to open is asked again the next time.
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

/** A connection that was closed begins no transaction any more. */
const isClosed = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'InvalidStateError';

/** The database's own name, given here where it has none; '' where it takes none, on a full disk say. */
async function identityOf(database: LabDatabase): Promise<string> {
  const known = await database.get('texts', identityKey);
  if (known !== undefined) return known;
  try {
    const { store, done } = database.transaction('texts', 'readwrite');
    done.catch(() => undefined);
    // Another tab may have been first.
    const first = await store.get(identityKey);
    const identity = first ?? String(crypto.getRandomValues(new Uint32Array(4)));
    if (first === undefined) await store.put(identity, identityKey);
    await done;
    return identity;
  } catch {
    return '';
  }
}
