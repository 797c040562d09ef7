/**
 * Writes files that appear in a folder together, only when all of them are complete. A file that does not fit there goes
 * to a rescue folder.
 */
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { removePatiently, renamePatiently } from '../../../data/patience.mjs';
import { temporary } from '../../../data/temporary.mjs';
import { holders, keep, type Rename } from '../kept.ts';
import { messageOf, Problem, systemCode } from '../problem.ts';
import { rescueFolders, rescueName } from '../rescue.ts';

export interface WrittenFile {
  /** With the folder, as it was given. */
  readonly path: string;
  readonly bytes: number;
}

export interface Committed {
  readonly files: readonly WrittenFile[];
  /** Which files got another name than intended, and why, a sentence each. */
  readonly renamed: readonly string[];
}

type Content = string | Uint8Array | ReadableStream<Uint8Array>;

export interface StagingOptions {
  readonly rename?: Rename;
  /** Folders for files that do not fit in their own; the defaults when left out. */
  readonly rescues?: readonly string[];
}

export class Staging {
  readonly #folder: string;
  readonly #signal: AbortSignal;
  readonly #rename: Rename;
  readonly #rescues: readonly string[];
  /** The temporary file of each file, by its final name. */
  readonly #files = new Map<string, string>();

  constructor(
    folder: string,
    signal: AbortSignal,
    { rename = renamePatiently, rescues = rescueFolders() }: StagingOptions = {},
  ) {
    this.#folder = folder;
    this.#signal = signal;
    this.#rename = rename;
    this.#rescues = rescues;
  }

  /**
   * Writes a file beside its final location, else in a rescue folder. Throws Problem that names the file when neither
   * works, or the abort's reason; `discard` then cleans up.
   * @param content called again for each location, to make a new stream
   * @returns null when `commit` will give it its name; else a sentence that says why not, and where it is
   */
  async put(name: string, content: () => Content): Promise<string | null> {
    const place = path.join(this.#folder, name);
    try {
      const file = temporary(this.#folder, name);
      this.#files.set(name, file);
      await this.#write(file, content());
      return null;
    } catch (error) {
      this.#signal.throwIfAborted();
      await this.#forget(name);
      const why = `${place} could not be written: ${messageOf(error)}.`;
      // Not a disk error: it would fail elsewhere too.
      if (systemCode(error) === '') throw new Problem(why, { cause: error });
      for (const folder of this.#rescues) {
        const other = path.join(folder, rescueName(name));
        const file = temporary(folder, name);
        try {
          await this.#write(file, content());
          await this.#rename(file, other);
          return `${why} It is in ${other} instead. Free some space and move it.`;
        } catch {
          await removePatiently(file).catch(() => undefined);
          this.#signal.throwIfAborted();
        }
      }
      throw new Problem(`${why} There was no space in ${this.#rescues.join(', ')} either.`, {
        cause: error,
      });
    }
  }

  async #write(file: string, content: Content): Promise<void> {
    const signal = this.#signal;
    signal.throwIfAborted();
    const source =
      content instanceof ReadableStream
        ? Readable.fromWeb(content as NodeStream<Uint8Array>)
        : Readable.from([content], { objectMode: false });
    // Flushed before closing: reopening it could fail while a virus scanner holds it.
    await pipeline(source, createWriteStream(file, { flush: true, flags: 'wx' }), { signal });
  }

  /** Removes an unfinished file. */
  async #forget(name: string): Promise<void> {
    const file = this.#files.get(name);
    this.#files.delete(name);
    if (file !== undefined) await removePatiently(file).catch(() => undefined);
  }

  /**
   * Renames all files to their final names, replacing earlier ones; a file whose earlier version cannot be replaced gets a
   * numbered name. Throws Problem that names the files that could not be renamed: they are complete, and `discard`
   * leaves them.
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
            `${place} could not be replaced: ${kept.why}. It still holds an earlier hand-in; the new one is ${kept.file}. Close the old file where it is open (${holders}), delete it, and rename the new one.`,
          );
        }
      } catch (error) {
        failures.push(messageOf(error));
      }
    }
    if (failures.length > 0) throw new Problem([...failures, ...renamed].join(' '));
    return { files, renamed };
  }

  /** Removes the temporary files. One that cannot be removed stays, under a name that starts with a dot. */
  async discard(): Promise<void> {
    for (const name of this.#files.keys()) await this.#forget(name);
  }
}
