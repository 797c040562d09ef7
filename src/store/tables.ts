/**
 * Users' tables in the database, by the SHA-256 of their file and how it was read: descriptions and data are
 * stored separately, so that listing tables reads no data.
 */
import { contentHash } from '../document/hash.ts';
import { fullCsv } from '../document/table.ts';
import type {
  ColumnData,
  ColumnSummary,
  OwnTable,
  TableInfo,
  TableReading,
} from '../protocol/table.ts';
import type { LabDatabase } from './open.ts';

/** A file may be stored under several readings, each used by documents. */
const keyOf = ({ sha256, csv }: TableReading): string =>
  `${sha256}-${contentHash(fullCsv(csv)).slice(0, 16)}`;

const dataKey = (key: string): string => `${key} data`;

/** Other versions of the lab may have stored another form. */
const isInfo = (value: unknown): value is TableInfo =>
  typeof value === 'object' &&
  value !== null &&
  (Reflect.get(value, 'format') === 1 || Reflect.get(value, 'format') === 2) &&
  Array.isArray(Reflect.get(value, 'columns'));

/** Fields that older versions did not store. */
const added = { short: null, doubts: [] } satisfies Partial<TableInfo>;
const noLacking = { lacking: null };
const addedOfColumns = { gaps: [], rounded: null } satisfies Partial<ColumnSummary>;

const completed = (info: TableInfo): TableInfo => ({
  ...added,
  ...info,
  csv: fullCsv(info.csv),
  columns: info.columns.map((column) => ({
    ...addedOfColumns,
    ...column,
    odd: column.odd === null ? null : { ...noLacking, ...column.odd },
  })),
});

const isData = (value: unknown): value is readonly ColumnData[] => Array.isArray(value);

/** Stores a table completely or not at all. Throws what IndexedDB throws, for example if the disk is full. */
export async function keepTable(database: LabDatabase, { info, columns }: OwnTable): Promise<void> {
  const change = database.transaction('tables', 'readwrite');
  const { store } = change;
  await Promise.all([
    store.put(info, keyOf(info)),
    store.put(columns, dataKey(keyOf(info))),
    change.done,
  ]);
}

/** Descriptions of all tables, the latest first. */
export async function listTables(database: LabDatabase): Promise<TableInfo[]> {
  const keys = await database.getAllKeys('tables');
  const found = await Promise.all(
    keys.filter((key) => !key.includes(' ')).map((key) => database.get('tables', key)),
  );
  return found
    .filter(isInfo)
    .map((info) => completed(info))
    .toSorted((a, b) => b.importedAt - a.importedAt);
}

/**
 * The table with its data; null if the file is not stored. If it is stored only under other readings,
 * returns one of those; the caller reports what does not match.
 */
export async function readTable(
  database: LabDatabase,
  reading: TableReading,
): Promise<OwnTable | null> {
  const keys = await database.getAllKeys('tables');
  const others = keys.filter((key) => key.startsWith(reading.sha256) && !key.includes(' '));
  for (const key of [keyOf(reading), ...others]) {
    const [info, columns] = await Promise.all([
      database.get('tables', key),
      database.get('tables', dataKey(key)),
    ]);
    if (isInfo(info) && isData(columns)) return { info: completed(info), columns };
  }
  return null;
}

export async function deleteTable(database: LabDatabase, reading: TableReading): Promise<void> {
  const key = keyOf(reading);
  // Older versions stored a table by its file only.
  const plain = await database.get('tables', reading.sha256);
  const keys = isInfo(plain) && keyOf(plain) === key ? [key, reading.sha256] : [key];
  const change = database.transaction('tables', 'readwrite');
  await Promise.all([
    ...keys.flatMap((each) => [change.store.delete(each), change.store.delete(dataKey(each))]),
    change.done,
  ]);
}
