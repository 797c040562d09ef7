/** The lab's database in the browser and its stores. Everything works without it. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { TrainedModel } from '../protocol/trained-model.ts';

/** A trained model as stored. */
export interface KeptModel extends TrainedModel {
  /** A counter of the store, so that the oldest does not depend on clocks or files. */
  readonly order?: number;
}

export interface LabSchema extends DBSchema {
  /** Finished trials of version 1, until `earlier.ts` has made artefacts of them; what it cannot read stays. */
  trials: { key: string; value: unknown };
  /** Runs without their trials, by id; those of version 1 have them, until they are opened or rewritten. */
  runs: { key: string; value: unknown };
  /** One record per trial of a run, by the run's id and the trial's place in it. */
  entries: { key: [run: string, index: number]; value: unknown };
  /** Bytes by name, see src/lab/ports/artefacts.ts. */
  artefacts: { key: string; value: unknown };
  /** The size and age of each artefact by its name, so that sizes are known without reading bytes. */
  marks: { key: string; value: unknown };
  /** By the trial's content hash; for loaded models, see models.ts. */
  models: { key: string; value: KeptModel };
  /** Texts such as edited findings, by the caller's key, and the photos that belong to them. */
  texts: { key: string; value: string | ArrayBuffer };
  /** Users' tables, by SHA-256; see src/data/tables. */
  tables: { key: string; value: unknown };
}

export type LabDatabase = IDBPDatabase<LabSchema>;

export const databaseName = 'a2-lab';
/** 2 since runs are appended to: only adds stores, so that an upgrade takes no time; `earlier.ts` does the rest. */
const version = 2;
const stores = [
  'trials',
  'runs',
  'entries',
  'artefacts',
  'marks',
  'models',
  'texts',
  'tables',
] as const;

/** Milliseconds after which opening the database counts as failed. */
export const openingMs = 5_000;

/**
 * Throws what IndexedDB throws if it is unavailable (a private window, a sandboxed frame). May never settle
 * while another tab holds the database: see `openInTime`, and connection.ts.
 * @param name another database for tests
 */
export function openDatabase(name = databaseName): Promise<LabDatabase> {
  return openDB<LabSchema>(name, version, {
    upgrade(database) {
      for (const store of stores) {
        if (!database.objectStoreNames.contains(store)) database.createObjectStore(store);
      }
    },
    // Do not block a newer version of the lab in another tab.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase | null)?.close();
    },
  });
}

/** Rejects with a DOMException `TimeoutError` if `opening` takes longer than `limit` milliseconds. */
export function inTime<T>(opening: Promise<T>, limit = openingMs): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const why = `the browser has not opened its database within ${limit / 1000} seconds; another tab of the lab may be holding it`;
      reject(new DOMException(why, 'TimeoutError'));
    }, limit);
    opening.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** `openDatabase` with a time limit, for callers that open the database once and can do without it. */
export function openInTime(name = databaseName, limit = openingMs): Promise<LabDatabase> {
  const opening = openDatabase(name);
  return inTime(opening, limit).catch((error: unknown) => {
    // Close a database that opens too late, because it would block other tabs.
    opening.then(
      (database) => database.close(),
      () => undefined,
    );
    throw error;
  });
}
