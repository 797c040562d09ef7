/** Files of a folder that appear together, under their names only when all of them are whole. */
import { createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { messageOf } from '../problem.ts';

export interface WrittenFile {
  /** With the folder, as it was given. */
  readonly path: string;
  readonly bytes: number;
}

export class Staging {
  readonly #folder: string;
  readonly #signal: AbortSignal;
  /** Under which name each lies meanwhile, by its own. */
  readonly #files = new Map<string, string>();

  constructor(folder: string, signal: AbortSignal) {
    this.#folder = folder;
    this.#signal = signal;
  }

  /** Throws an Error that names the file, or the abort's reason; `discard` then cleans up. */
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
      await pipeline(source, createWriteStream(file), { signal });
      const handle = await open(file, 'r+');
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
    } catch (error) {
      signal.throwIfAborted();
      throw new Error(
        `${path.join(this.#folder, name)} could not be written: ${messageOf(error)}. No file of this hand-in was left.`,
        { cause: error },
      );
    }
  }

  /** Gives all files their names, in place of earlier ones. */
  async commit(): Promise<WrittenFile[]> {
    const written: WrittenFile[] = [];
    for (const [name, file] of this.#files) {
      const place = path.join(this.#folder, name);
      const { size } = await stat(file);
      await rename(file, place);
      this.#files.delete(name);
      written.push({ path: place, bytes: size });
    }
    return written;
  }

  /** Removes what has no name yet. */
  async discard(): Promise<void> {
    for (const file of this.#files.values()) await rm(file, { force: true });
    this.#files.clear();
  }
}
