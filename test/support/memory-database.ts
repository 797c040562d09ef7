/** A database in memory with faults: what the store asks of one, in any runtime. */
import type {
  Database,
  KeyRange,
  TableKey,
  TableName,
  Transaction,
} from '../../src/store/database.ts';

/** What happens at a write: the transaction is rolled back, for the disk is full, or the whole database is gone. */
export type Fault = 'abort' | 'quota' | 'crash';

type Table = ReadonlyMap<string, { readonly key: TableKey; readonly value: unknown }>;

const idOf = (key: TableKey): string => JSON.stringify(key);

function before(a: TableKey, b: TableKey): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a < b;
  return a[0] === b[0] ? a[1] < b[1] : a[0] < b[0];
}

const within = ({ from, to }: KeyRange, key: TableKey): boolean =>
  !before(key, from) && !before(to, key);

const isRange = (key: TableKey | KeyRange): key is KeyRange =>
  typeof key === 'object' && 'from' in key;

function sizeOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.values(value).reduce<number>((sum, each) => sum + sizeOf(each), 8);
}

export class MemoryDatabase implements Database {
  #tables = new Map<TableName, Table>();
  #last: Promise<unknown> = Promise.resolve();
  #gone = false;
  /** Writes so far. */
  writes = 0;
  /** Bytes that fit; more are refused as on a full disk. */
  capacity = Infinity;
  /** Called before each write with its number, from 1. */
  fault: (write: number, table: TableName) => Fault | null = () => null;

  /** As after the browser was started again. */
  restart(): void {
    this.#gone = false;
    this.fault = () => null;
  }

  get bytes(): number {
    return [...this.#tables.values()].reduce(
      (sum, table) => sum + [...table.values()].reduce((all, { value }) => all + sizeOf(value), 0),
      0,
    );
  }

  /** The same content, for another try. */
  copy(): MemoryDatabase {
    const other = new MemoryDatabase();
    other.#tables = new Map(this.#tables);
    return other;
  }

  transaction<T>(
    tables: readonly TableName[],
    mode: 'readonly' | 'readwrite',
    work: (transaction: Transaction) => Promise<T>,
  ): Promise<T> {
    const done = this.#last.then(async () => {
      this.#check();
      const now = new Map(this.#tables);
      const tx = new MemoryTransaction(now, tables, mode, (table) => this.#write(table));
      const result = await work(tx);
      this.#check();
      const whole = this.#tables;
      const { bytes } = this;
      this.#tables = now;
      if (mode === 'readwrite' && this.bytes > Math.max(bytes, this.capacity)) {
        this.#tables = whole;
        throw new DOMException('no more room', 'QuotaExceededError');
      }
      return result;
    });
    this.#last = done.catch(() => undefined);
    return done;
  }

  #check(): void {
    if (this.#gone) throw new DOMException('the browser has crashed', 'UnknownError');
  }

  #write(table: TableName): void {
    this.writes += 1;
    const fault = this.fault(this.writes, table);
    if (fault === null) return;
    if (fault === 'crash') this.#gone = true;
    this.#check();
    throw new DOMException(fault, fault === 'quota' ? 'QuotaExceededError' : 'AbortError');
  }
}

class MemoryTransaction implements Transaction {
  readonly #tables: Map<TableName, Table>;
  readonly #names: readonly TableName[];
  readonly #mode: 'readonly' | 'readwrite';
  readonly #write: (table: TableName) => void;

  constructor(
    tables: Map<TableName, Table>,
    names: readonly TableName[],
    mode: 'readonly' | 'readwrite',
    write: (table: TableName) => void,
  ) {
    this.#tables = tables;
    this.#names = names;
    this.#mode = mode;
    this.#write = write;
  }

  get(table: TableName, key: TableKey): Promise<unknown> {
    return Promise.resolve(structuredClone(this.#table(table).get(idOf(key))?.value));
  }

  has(table: TableName, key: TableKey): Promise<boolean> {
    return Promise.resolve(this.#table(table).has(idOf(key)));
  }

  keys(table: TableName, range?: KeyRange, most = Infinity): Promise<TableKey[]> {
    return Promise.resolve(
      this.#rows(table, range)
        .map(({ key }) => key)
        .slice(0, most),
    );
  }

  all(table: TableName, range?: KeyRange): Promise<unknown[]> {
    return Promise.resolve(this.#rows(table, range).map(({ value }) => structuredClone(value)));
  }

  async put(table: TableName, key: TableKey, value: unknown): Promise<void> {
    this.#change(table, (rows) => rows.set(idOf(key), { key, value: structuredClone(value) }));
    return Promise.resolve();
  }

  async delete(table: TableName, key: TableKey | KeyRange): Promise<void> {
    const gone = isRange(key) ? this.#rows(table, key).map((row) => row.key) : [key];
    this.#change(table, (rows) => gone.forEach((each) => rows.delete(idOf(each))));
    return Promise.resolve();
  }

  #rows(table: TableName, range?: KeyRange) {
    return [...this.#table(table).values()]
      .filter(({ key }) => range === undefined || within(range, key))
      .toSorted((a, b) => (before(a.key, b.key) ? -1 : 1));
  }

  #table(name: TableName): Table {
    if (!this.#names.includes(name)) throw new Error(`${name} is no table of this transaction`);
    return this.#tables.get(name) ?? new Map();
  }

  #change(name: TableName, change: (rows: Map<string, { key: TableKey; value: unknown }>) => void) {
    if (this.#mode === 'readonly') throw new Error('this transaction only reads');
    const rows = new Map(this.#table(name));
    this.#write(name);
    change(rows);
    this.#tables.set(name, rows);
  }
}
