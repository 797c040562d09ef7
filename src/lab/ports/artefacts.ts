/**
 * The interface of a store of finished and unfinished work, over a file system or a database. What it keeps has a name
 * and never changes: whoever writes a name writes the same bytes, so that it does not matter who was first.
 */

export type Bytes = Uint8Array<ArrayBuffer>;

export interface Artefacts {
  /** Null if there is none. Throws LabError `store` if it cannot be read. */
  get(name: string, signal?: AbortSignal): Promise<Bytes | null>;
  /**
   * Keeps the content under a name, whole or not at all, and on the device once it resolves. Resolves to whether
   * it was absent; one that is there stays. Throws LabError `store` with the reason if it cannot be written.
   */
  putIfAbsent(name: string, content: Bytes, signal?: AbortSignal): Promise<boolean>;
  /** Names that begin with a prefix, in order. */
  list(prefix: string, signal?: AbortSignal): Promise<readonly string[]>;
  /** For what may go: checkpoints that are no longer needed, and what is evicted. Absent ones are fine. */
  remove(name: string): Promise<void>;
  /**
   * For one whose content is damaged: it has its name no longer, and is kept where a person can look at it. Resolves
   * to where, as text; null if the name has another content by now. Throws LabError `store` if it cannot be moved.
   * @param content as it was read
   */
  setAside(name: string, content: Bytes): Promise<string | null>;
  /** An advisory claim on a name, for as long as its holder lives; null if another holds it. */
  lease(name: string, signal?: AbortSignal): Promise<Lease | null>;
}

export interface Lease {
  release(): Promise<void>;
}
