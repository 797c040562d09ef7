/**
 * What the store of runs asks of a database. Small, so that a test can put a crash, a full disk or an aborted
 * transaction at each of its writes.
 */

export type TableName = 'runs' | 'entries' | 'artefacts' | 'marks' | 'trials' | 'models' | 'texts';
export type TableKey = string | [run: string, index: number];

/** All keys between two, both included. */
export interface KeyRange {
  readonly from: TableKey;
  readonly to: TableKey;
}

/** Ends as soon as nothing is asked of it: `work` awaits nothing but its answers. */
export interface Transaction {
  /** Undefined if there is none. */
  get(table: TableName, key: TableKey): Promise<unknown>;
  has(table: TableName, key: TableKey): Promise<boolean>;
  keys(table: TableName, range?: KeyRange, most?: number): Promise<TableKey[]>;
  all(table: TableName, range?: KeyRange): Promise<unknown[]>;
  put(table: TableName, key: TableKey, value: unknown): Promise<void>;
  delete(table: TableName, key: TableKey | KeyRange): Promise<void>;
}

export interface Database {
  /**
   * Does all of `work` or nothing, and resolves once it is on the device. Rejects with what `work` throws, or with
   * what the database throws: a DOMException `QuotaExceededError` on a full disk.
   */
  transaction<T>(
    tables: readonly TableName[],
    mode: 'readonly' | 'readwrite',
    work: (transaction: Transaction) => Promise<T>,
  ): Promise<T>;
}

/** All keys that begin with a text. */
export const beginningWith = (prefix: string): KeyRange => ({
  from: prefix,
  to: `${prefix}\uffff`,
});

/** All entries of a run. */
export const entriesOf = (run: string): KeyRange => ({ from: [run, 0], to: [run, Infinity] });

export const isFull = (error: unknown): boolean =>
  error instanceof Error && error.name === 'QuotaExceededError';
