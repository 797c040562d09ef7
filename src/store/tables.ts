/**
 * Tables of one's own in the database, by the sha256 of their file and how it was read: what is said of
 * each, and apart from it the data, so that a list of tables reads none of them.
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

/** One file may be read in two ways, and documents may be about both. */
const keyOf = ({ sha256, csv }: TableReading): string =>
  `${sha256}-${contentHash(fullCsv(csv)).slice(0, 16)}`;

const dataKey = (key: string): string => `${key} data`;

/** Another version of the lab may have kept another form. */
const isInfo = (value: unknown): value is TableInfo =>
  typeof value === 'object' &&
  value !== null &&
  (Reflect.get(value, 'format') === 1 || Reflect.get(value, 'format') === 2) &&
  Array.isArray(Reflect.get(value, 'columns'));

/** What a version of before did not keep. */
const added = { short: null, doubts: [] } satisfies Partial<TableInfo>;
const unlacking = { lacking: null };
const addedOfColumns = { gaps: [], rounded: null } satisfies Partial<ColumnSummary>;

const completed = (info: TableInfo): TableInfo => ({
  ...added,
  ...info,
  csv: fullCsv(info.csv),
  columns: info.columns.map((column) => ({
    ...addedOfColumns,
    ...column,
    odd: column.odd === null ? null : { ...unlacking, ...column.odd },
  })),
});

const isData = (value: unknown): value is readonly ColumnData[] => Array.isArray(value);

/** Keeps a table whole or not at all. Throws what IndexedDB throws, where there is no room for instance. */
export async function keepTable(database: LabDatabase, { info, columns }: OwnTable): Promise<void> {
  const change = database.transaction('tables', 'readwrite');
  const { store } = change;
  await Promise.all([
    store.put(info, keyOf(info)),
    store.put(columns, dataKey(keyOf(info))),
    change.done,
  ]);
}

/** What is said of all tables, the latest first. */
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
 * The table with its data; null where the file is not kept. Where it is kept as it was read in other
 * ways only, one of those: whoever uses it says what does not fit.
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
  // A version of before kept a table by its file alone.
  const plain = await database.get('tables', reading.sha256);
  const keys = isInfo(plain) && keyOf(plain) === key ? [key, reading.sha256] : [key];
  const change = database.transaction('tables', 'readwrite');
  await Promise.all([
    ...keys.flatMap((each) => [change.store.delete(each), change.store.delete(dataKey(each))]),
    change.done,
  ]);
}
