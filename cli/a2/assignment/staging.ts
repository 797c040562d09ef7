/** Files of a folder that appear together, under their names only when all of them are whole. */
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { removePatiently, renamePatiently } from '../../../data/patience.mjs';
import { holders, keep, type Rename } from '../kept.ts';
import { messageOf, Problem } from '../problem.ts';

export interface WrittenFile {
  /** With the folder, as it was given. */
  readonly path: string;
  readonly bytes: number;
}

export interface Committed {
  readonly files: readonly WrittenFile[];
  /** Which files have another name than they were to have, and why, a sentence each. */
  readonly renamed: readonly string[];
}

export class Staging {
  readonly #folder: string;
  readonly #signal: AbortSignal;
  readonly #rename: Rename;
  /** Under which name each lies meanwhile, by its own. */
  readonly #files = new Map<string, string>();

  constructor(folder: string, signal: AbortSignal, rename: Rename = renamePatiently) {
    this.#folder = folder;
    this.#signal = signal;
    this.#rename = rename;
  }

  /** Throws Problem that names the file, or the abort's reason; `discard` then cleans up. */
  async put(
    name: string,
    content: string | Uint8Array | ReadableStream<Uint8Array>,
  ): Promise<void> {
    const signal = this.#signal;
    signal.throwIfAborted();
    const file = path.join(this.#folder, `.${name}.${process.pid}.tmp`);
    this.#files.set(name, file);
    const source =
      content instanceof ReadableStream
        ? Readable.fromWeb(content as NodeStream<Uint8Array>)
        : Readable.from([content], { objectMode: false });
    try {
      // Flushed before it is closed: to open it once more, a virus scanner might be in the way.
      await pipeline(source, createWriteStream(file, { flush: true }), { signal });
    } catch (error) {
      signal.throwIfAborted();
      throw new Problem(
        `${path.join(this.#folder, name)} could not be written: ${messageOf(error)}. No file of this hand-in was left.`,
        { cause: error },
      );
    }
  }

  /**
   * Gives all files their names, in place of earlier ones; a numbered name to one whose earlier file cannot
   * be replaced. Throws Problem that names what has no name of its own then: it is whole, and `discard`
   * leaves it.
   */
  async commit(): Promise<Committed> {
    const files: WrittenFile[] = [];
    const renamed: string[] = [];
    const failures: string[] = [];
    for (const [name, file] of this.#files) {
      const place = path.join(this.#folder, name);
      const { size } = await stat(file);
      this.#files.delete(name);
      try {
        const kept = await keep(file, place, this.#rename);
        files.push({ path: kept.file, bytes: size });
        if (kept.why !== null) {
          renamed.push(
            `${place} could not be replaced: ${kept.why}. It still holds an earlier hand-in; this one is ${kept.file}. Close the old file where it is open (${holders}), delete it, and rename the new one.`,
          );
        }
      } catch (error) {
        failures.push(messageOf(error));
      }
    }
    if (failures.length > 0) throw new Problem([...failures, ...renamed].join(' '));
    return { files, renamed };
  }

  /** Removes what has no name yet. A file that cannot be removed stays, under a name with a dot. */
  async discard(): Promise<void> {
    for (const file of this.#files.values()) await removePatiently(file).catch(() => undefined);
    this.#files.clear();
  }
}
