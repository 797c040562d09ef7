/** The lab's database in the browser: which stores there are. Everything works without it. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { KeptModel } from './models.ts';

export interface LabSchema extends DBSchema {
  /** Finished trials by content hash and engine; see trials.ts. */
  trials: { key: string; value: unknown };
  /** Runs, each an experiment with the ids of its trials; see runs.ts. */
  runs: { key: string; value: unknown };
  /** By the trial's content hash; of those that were brought along, see models.ts. */
  models: { key: string; value: KeptModel };
  /** What a person wrote, edited findings for instance, by a key of whoever keeps it. */
  texts: { key: string; value: string };
  /** Tables that a person brought along, by their sha256; see src/tables. */
  tables: { key: string; value: unknown };
}

export type LabDatabase = IDBPDatabase<LabSchema>;

export const databaseName = 'a2-lab';
const version = 1;
const stores = ['trials', 'runs', 'models', 'texts', 'tables'] as const;

/**
 * Throws what IndexedDB throws where it may not be used (a private window, a sandboxed frame).
 * @param name another database for tests
 */
export function openDatabase(name = databaseName): Promise<LabDatabase> {
  return openDB<LabSchema>(name, version, {
    upgrade(database) {
      for (const store of stores) {
        if (!database.objectStoreNames.contains(store)) database.createObjectStore(store);
      }
    },
    // A newer version of the lab in another tab must not wait for this one.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase | null)?.close();
    },
  });
}
