/** A database of its own for each test. */
import { deleteDB } from 'idb';
import type { LabDatabase } from '../../src/store/open.ts';
import { openDatabase } from '../../src/store/open.ts';
import { Store } from '../../src/store/store.ts';

let next = 0;
const stores: Store[] = [];
const names = new Set<string>();

export const newName = (): string => `a2-test-${Date.now()}-${next++}`;

/** As a tab has it; two of one name are two tabs. */
export function openStore(name = newName()): Store {
  names.add(name);
  const store = new Store({ open: () => openDatabase(name) });
  stores.push(store);
  return store;
}

export async function withDatabase(
  name: string,
  use: (database: LabDatabase) => Promise<unknown>,
): Promise<void> {
  const database = await openDatabase(name);
  try {
    await use(database);
  } finally {
    database.close();
  }
}

export async function closeAll(): Promise<void> {
  await Promise.all(stores.splice(0).map((store) => store.close()));
  for (const name of names) await deleteDB(name);
  names.clear();
}
