/**
 * The interface of a folder on a file system: the few operations from which the run store is built, small enough
 * that a test can fail each of them. Paths are relative to the folder, with "/" between their parts; "" is the folder
 * itself. Operations throw errors with the system's code, such as ENOSPC. Nothing is on the device before `sync`, and
 * no name in a folder before `syncFolder`.
 */
import type { Bytes } from './artefacts.ts';

export interface OpenFile {
  /** Appends. If it throws, a part may be there. */
  write(bytes: Bytes): Promise<void>;
  /** Resolves once what was written is on the device. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export interface FolderFiles {
  /** The folder's path, for messages. */
  readonly place: string;
  /** Null if there is none. */
  read(path: string): Promise<Bytes | null>;
  /** In bytes; null if there is none. */
  size(path: string): Promise<number | null>;
  /** Names in a folder, in any order; null if there is no such folder. */
  list(path: string): Promise<readonly string[] | null>;
  /** Fine if it is there. */
  makeFolder(path: string): Promise<void>;
  /** A new file, open for writing. Throws EEXIST if there is one: of all that try, one succeeds. */
  create(path: string): Promise<OpenFile>;
  /** Writes a small file in place, created if it is absent: neither whole nor durable, for heartbeats. */
  overwrite(path: string, bytes: Bytes): Promise<void>;
  /** At once: there is no moment without either. Replaces a file, or throws if the system does not allow that. */
  rename(from: string, to: string): Promise<void>;
  /** Fine if it is absent. */
  remove(path: string): Promise<void>;
  /** Resolves once the names in the folder are on the device, if the system can say so. */
  syncFolder(path: string): Promise<void>;
}

/** Whether there was no room for what was to be written. */
export const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(systemCode(error));

/** The system's code of an error, such as "ENOSPC"; '' for others. */
export const systemCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
