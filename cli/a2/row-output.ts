/** Outputs that are written row by row, as a file that appears when it is complete. */
import { open, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { copyPermissions, replaceBy } from '../../data/cache.mjs';
import { removePatiently } from '../../data/patience.mjs';
import { diskProblem } from '../../data/problem.mjs';
import { temporary } from '../../data/temporary.mjs';
import { keep } from './kept.ts';
import { outputPlace } from './output.ts';
import { messageOf, Problem } from './problem.ts';
import { rescueFolders, rescueName } from './rescue.ts';
import { writeSpecial } from './special-file.ts';
import { sent } from './streams.ts';

export interface RowOutput {
  /** Whether this is standard output. */
  readonly isStandard: boolean;
  /**
   * Writes all parts in turn, no faster than they are taken, and returns where they are. A file gets its name at the end;
   * if the parts' source throws, or the signal is aborted, the old file stays and nothing else is left. Throws Problem
   * where the content is elsewhere or could not be written.
   */
  take(parts: AsyncIterable<string>, signal: AbortSignal): Promise<string>;
}

/** Throws UsageProblem where the file cannot be written. */
export async function openRowOutput(option: string, name: string): Promise<RowOutput> {
  const place = await outputPlace(option, name);
  if (place.kind === 'standard output') return { isStandard: true, take: print };
  const { file } = place;
  const take =
    place.kind === 'special'
      ? async (parts: AsyncIterable<string>, signal: AbortSignal) => {
          await writeSpecial(file, parts, signal);
          return name;
        }
      : (parts: AsyncIterable<string>) => writeFile(file, name, parts);
  return { isStandard: false, take };
}

async function print(parts: AsyncIterable<string>, signal: AbortSignal): Promise<string> {
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  stopped.catch(() => undefined);
  // A reader that takes nothing must not keep the program from stopping.
  for await (const text of parts) await Promise.race([sent(text), stopped]);
  return 'the standard output';
}

async function writeFile(
  file: string,
  name: string,
  parts: AsyncIterable<string>,
): Promise<string> {
  const there = await stat(file).catch(() => null);
  const spool = new Spool(file);
  try {
    await spool.begin(there === null ? 0o666 : there.mode & 0o777);
    if (there !== null && spool.handle !== null) await copyPermissions(spool.handle, there);
    for await (const text of parts) await spool.write(text);
    await spool.end();
  } catch (error) {
    await spool.discard();
    throw error;
  }
  const { copy, why } = spool;
  if (why !== null) {
    const rescued = path.join(path.dirname(copy), rescueName(file));
    const kept = await keep(copy, rescued);
    throw new Problem(`${why} The content is in ${kept.file} instead.`);
  }
  try {
    await replaceBy(copy, file, there, true);
    return name;
  } catch (error) {
    const kept = await keep(copy, file);
    if (kept.why === null) return name;
    throw new Problem(
      `${messageOf(diskProblem(error, file, 0))} The content is in ${kept.file} instead.`,
      {
        cause: error,
      },
    );
  }
}

/** A growing temporary file beside the target, which moves to another disk when its own is full. */
class Spool {
  readonly #file: string;
  handle: FileHandle | null = null;
  #bytes = 0;
  /** Where it is. */
  copy: string;
  /** Why it is not beside its target; null while it is. */
  why: string | null = null;

  constructor(file: string) {
    this.#file = file;
    this.copy = temporary(path.dirname(file), path.basename(file));
  }

  async begin(mode: number): Promise<void> {
    this.handle = await open(this.copy, 'wx+', mode);
  }

  async write(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    await this.#tried(() => this.#append(bytes), bytes.length);
  }

  /** Flushes and closes it. */
  async end(): Promise<void> {
    await this.#tried(async () => this.handle?.sync(), 0);
    await this.handle?.close();
    this.handle = null;
  }

  async discard(): Promise<void> {
    await this.handle?.close().catch(() => undefined);
    this.handle = null;
    await removePatiently(this.copy).catch(() => undefined);
  }

  async #append(bytes: Buffer): Promise<void> {
    let at = 0;
    while (at < bytes.length) {
      const { bytesWritten } = await this.handle!.write(
        bytes,
        at,
        bytes.length - at,
        this.#bytes + at,
      );
      at += bytesWritten;
    }
    this.#bytes += bytes.length;
  }

  async #tried(work: () => Promise<void>, more: number): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (this.why !== null) throw this.#lost(error);
      const failed = diskProblem(error, this.#file, this.#bytes + more);
      this.why = messageOf(failed);
      await this.#moved(work, failed);
    }
  }

  /** Copies what is there to the first place that also has room for the rest so far. */
  async #moved(work: () => Promise<void>, cause: unknown): Promise<void> {
    const from = { handle: this.handle!, copy: this.copy };
    const bytes = this.#bytes;
    for (const folder of rescueFolders()) {
      const copy = temporary(folder, rescueName(this.#file));
      try {
        const handle = await open(copy, 'wx+', 0o600);
        [this.handle, this.copy, this.#bytes] = [handle, copy, 0];
        await copyBytes(from.handle, bytes, (part) => this.#append(part));
        await work();
        await from.handle.close();
        await removePatiently(from.copy);
        return;
      } catch {
        await this.discard();
        [this.handle, this.copy, this.#bytes] = [from.handle, from.copy, bytes];
      }
    }
    throw this.#lost(cause);
  }

  #lost(cause: unknown): Problem {
    return new Problem(
      `${messageOf(diskProblem(cause, this.#file, this.#bytes))} There was no space in ${rescueFolders().join(', ')} either, so the content is lost.`,
      { cause },
    );
  }
}

const pieceLength = 2 ** 20;

async function copyBytes(
  from: FileHandle,
  count: number,
  append: (part: Buffer) => Promise<void>,
): Promise<void> {
  const buffer = Buffer.alloc(pieceLength);
  for (let at = 0; at < count;) {
    const length = Math.min(pieceLength, count - at);
    const { bytesRead } = await from.read(buffer, 0, length, at);
    if (bytesRead === 0) throw new Error('the temporary file has become shorter');
    await append(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
}
