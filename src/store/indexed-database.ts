/** The database of the store of runs in IndexedDB. */
import type { IDBPDatabase, IDBPTransaction } from 'idb';
import type { Connection } from './connection.ts';
import type { Database, KeyRange, TableKey, TableName, Transaction } from './database.ts';

type Tables = TableName[];
type Open = IDBPTransaction<unknown, Tables, 'readonly' | 'readwrite'>;
type Writable = IDBPTransaction<unknown, Tables, 'readwrite'>;

export class IndexedDatabase implements Database {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  transaction<T>(
    tables: readonly TableName[],
    mode: 'readonly' | 'readwrite',
    work: (transaction: Transaction) => Promise<T>,
  ): Promise<T> {
    return this.#connection.use(async (database) => {
      const open = (database as unknown as IDBPDatabase).transaction([...tables], mode);
      // Also rejects if `work` fails; avoid an unhandled rejection.
      open.done.catch(() => undefined);
      try {
        const result = await work(new IndexedTransaction(open));
        await open.done;
        return result;
      } catch (error) {
        abort(open);
        // A request only says that its transaction was aborted; the transaction says why.
        const aborted = error instanceof DOMException && error.name === 'AbortError';
        if (aborted) await open.done;
        throw error;
      }
    });
  }
}

class IndexedTransaction implements Transaction {
  readonly #open: Open;

  constructor(open: Open) {
    this.#open = open;
  }

  get(table: TableName, key: TableKey): Promise<unknown> {
    return this.#open.objectStore(table).get(key);
  }

  async has(table: TableName, key: TableKey): Promise<boolean> {
    return (await this.#open.objectStore(table).getKey(key)) !== undefined;
  }

  keys(table: TableName, range?: KeyRange, most?: number): Promise<TableKey[]> {
    const keys = this.#open.objectStore(table).getAllKeys(bound(range), most);
    return keys as Promise<TableKey[]>;
  }

  all(table: TableName, range?: KeyRange): Promise<unknown[]> {
    return this.#open.objectStore(table).getAll(bound(range));
  }

  async put(table: TableName, key: TableKey, value: unknown): Promise<void> {
    await (this.#open as Writable).objectStore(table).put(value, key);
  }

  async delete(table: TableName, key: TableKey | KeyRange): Promise<void> {
    const which = typeof key === 'object' && 'from' in key ? bound(key) : key;
    await (this.#open as Writable).objectStore(table).delete(which!);
  }
}

const bound = (range: KeyRange | undefined): IDBKeyRange | undefined =>
  range === undefined ? undefined : IDBKeyRange.bound(range.from, range.to);

function abort(open: Open): void {
  try {
    open.abort();
  } catch {
    // The browser has aborted it already.
  }
}
