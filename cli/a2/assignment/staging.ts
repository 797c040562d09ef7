/**
 * Files of a folder that appear together, under their names only when all of them are whole; what has no room there is
 * put where there is some.
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
  /** Which files have another name than they were to have, and why, a sentence each. */
  readonly renamed: readonly string[];
}

type Content = string | Uint8Array | ReadableStream<Uint8Array>;

export interface StagingOptions {
  readonly rename?: Rename;
  /** Folders for what has no room in its own; the usual ones when left out. */
  readonly rescues?: readonly string[];
}

export class Staging {
  readonly #folder: string;
  readonly #signal: AbortSignal;
  readonly #rename: Rename;
  readonly #rescues: readonly string[];
  /** Under which name each lies meanwhile, by its own. */
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
   * Writes it beside its later place, else where there is room. Throws Problem that names the file when it lies
   * nowhere, or the abort's reason; `discard` then cleans up.
   * @param content a stream is made anew for each place
   * @returns null when it will get its name by `commit`; else a sentence that says why not, and where it lies
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
      // What failed was not the disk: elsewhere it would fail likewise.
      if (systemCode(error) === '') throw new Problem(why, { cause: error });
      for (const folder of this.#rescues) {
        const other = path.join(folder, rescueName(name));
        const file = temporary(folder, name);
        try {
          await this.#write(file, content());
          await this.#rename(file, other);
          return `${why} It is in ${other} instead: make room and move it.`;
        } catch {
          await removePatiently(file).catch(() => undefined);
          this.#signal.throwIfAborted();
        }
      }
      throw new Problem(`${why} Nor was there room in ${this.#rescues.join(', ')}.`, {
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
    // Flushed before it is closed: to open it once more, a virus scanner might be in the way.
    await pipeline(source, createWriteStream(file, { flush: true, flags: 'wx' }), { signal });
  }

  /** Removes what was begun of a file. */
  async #forget(name: string): Promise<void> {
    const file = this.#files.get(name);
    this.#files.delete(name);
    if (file !== undefined) await removePatiently(file).catch(() => undefined);
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
    for (const name of this.#files.keys()) await this.#forget(name);
  }
}
