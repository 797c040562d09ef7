/**
 * Tables of one's own in the database, by the sha256 of their file: what is said of each, and apart
 * from it the data, so that a list of tables reads none of them.
 */
import type { ColumnData, OwnTable, TableInfo } from '../tables/types.ts';
import type { LabDatabase } from './open.ts';

const dataKey = (sha256: string): string => `${sha256} data`;

/** Another version of the lab may have kept another form. */
const isInfo = (value: unknown): value is TableInfo =>
  typeof value === 'object' &&
  value !== null &&
  Reflect.get(value, 'format') === 1 &&
  Array.isArray(Reflect.get(value, 'columns'));

const isData = (value: unknown): value is readonly ColumnData[] => Array.isArray(value);

/** Keeps a table whole or not at all. Throws what IndexedDB throws, where there is no room for instance. */
export async function keepTable(database: LabDatabase, { info, columns }: OwnTable): Promise<void> {
  const change = database.transaction('tables', 'readwrite');
  const { store } = change;
  await Promise.all([
    store.put(info, info.sha256),
    store.put(columns, dataKey(info.sha256)),
    change.done,
  ]);
}

/** What is said of all tables, the latest first. */
export async function listTables(database: LabDatabase): Promise<TableInfo[]> {
  const keys = await database.getAllKeys('tables');
  const found = await Promise.all(
    keys.filter((key) => !key.includes(' ')).map((key) => database.get('tables', key)),
  );
  return found.filter(isInfo).toSorted((a, b) => b.importedAt - a.importedAt);
}

/** The table with its data; null where it is not kept. */
export async function readTable(database: LabDatabase, sha256: string): Promise<OwnTable | null> {
  const [info, columns] = await Promise.all([
    database.get('tables', sha256),
    database.get('tables', dataKey(sha256)),
  ]);
  return isInfo(info) && isData(columns) ? { info, columns } : null;
}

export async function deleteTable(database: LabDatabase, sha256: string): Promise<void> {
  const change = database.transaction('tables', 'readwrite');
  await Promise.all([
    change.store.delete(sha256),
    change.store.delete(dataKey(sha256)),
    change.done,
  ]);
}
