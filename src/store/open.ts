/** The lab's database in the browser: which stores there are. Everything works without it. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { TrainedModel } from '../protocol/trained-model.ts';

/** A trained model as it is kept. */
export interface KeptModel extends TrainedModel {
  /** Counted up by the store, so that no clock and no file decides which is the oldest. */
  readonly order?: number;
}

export interface LabSchema extends DBSchema {
  /** Finished trials by content hash and engine; see trials.ts. */
  trials: { key: string; value: unknown };
  /** Runs, each an experiment with the ids of its trials; see runs.ts. */
  runs: { key: string; value: unknown };
  /** By the trial's content hash; of those that were brought along, see models.ts. */
  models: { key: string; value: KeptModel };
  /** What a person wrote, edited findings for instance, by a key of whoever keeps it. */
  texts: { key: string; value: string };
  /** Tables that a person brought along, by their sha256; see src/data/tables. */
  tables: { key: string; value: unknown };
}

export type LabDatabase = IDBPDatabase<LabSchema>;

export const databaseName = 'a2-lab';
const version = 1;
const stores = ['trials', 'runs', 'models', 'texts', 'tables'] as const;

/** Milliseconds after which a browser that has not opened the database is taken for one that will not. */
export const openingMs = 5_000;

/**
 * Throws what IndexedDB throws where it may not be used (a private window, a sandboxed frame). May never
 * answer, while another tab holds the database: see `openInTime`, and connection.ts.
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

/** Rejects with a DOMException `TimeoutError` where `opening` takes longer than `limit` milliseconds. */
export function inTime<T>(opening: Promise<T>, limit = openingMs): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const why = `the browser has not opened its database within ${limit / 1000} seconds; another tab of the lab may be holding it`;
      reject(new DOMException(why, 'TimeoutError'));
    }, limit);
    opening.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** `openDatabase`, with its limit: for what opens the database once and goes on without it. */
export function openInTime(name = databaseName, limit = openingMs): Promise<LabDatabase> {
  const opening = openDatabase(name);
  return inTime(opening, limit).catch((error: unknown) => {
    // What comes too late would stand in the way of other tabs.
    opening.then(
      (database) => database.close(),
      () => undefined,
    );
    throw error;
  });
}
