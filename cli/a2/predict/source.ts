/** The rows to predict: a file or standard input, what kind of file it is, and its bytes as a stream. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { messageOf, Problem, systemCode, UsageProblem } from '../problem.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export type SourceKind = 'text' | 'idx' | 'png';

export interface Source {
  /** The file's name without its folder. */
  readonly title: string;
  readonly kind: SourceKind;
  /** The content, inflated. Throws Problem that names the file where it cannot be read or inflated. */
  readonly chunks: AsyncIterable<Bytes>;
  /** The share of the file that was read; null while its size is unknown, as for a pipe. */
  readonly fractionRead: () => number | null;
  /** Closes the file, if its content is not wanted. */
  close(): void;
}

/** Enough to tell the kinds apart. */
const signatureLength = 4;
const pieceLength = 2 ** 16;

/**
 * Opens a file, or standard input for `-`, and looks at its first bytes: a file's name says nothing. Throws UsageProblem
 * where it cannot be opened.
 */
export async function openSource(name: string, signal: AbortSignal): Promise<Source> {
  const { stream, size } = await opened(name, signal);
  const title = name === '-' ? 'standard input' : path.basename(name);
  let read = 0;
  const counted = async function* (): AsyncGenerator<Bytes> {
    try {
      for await (const chunk of stream) {
        read += (chunk as Bytes).length;
        yield chunk as Bytes;
      }
    } catch (error) {
      throw readProblem(name, error, signal);
    }
  };
  let found = await begun(counted());
  if (isGzip(found.first)) found = await begun(inflated(found.chunks, title));
  return {
    title,
    kind: kindOf(found.first),
    chunks: found.chunks,
    fractionRead: () => (size === null || size === 0 ? null : Math.min(1, read / size)),
    close: () => stream.destroy(),
  };
}

async function opened(
  name: string,
  signal: AbortSignal,
): Promise<{ readonly stream: Readable; readonly size: number | null }> {
  if (name === '-') {
    signal.addEventListener('abort', () => process.stdin.destroy(), { once: true });
    return { stream: process.stdin, size: null };
  }
  const there = await stat(name).catch((error: unknown) => {
    const reason = systemCode(error) === 'ENOENT' ? 'there is no such file' : messageOf(error);
    throw new UsageProblem(`${name} cannot be read: ${reason}. Wanted rows to predict.`);
  });
  if (there.isDirectory()) {
    throw new UsageProblem(`${name} cannot be read: it is a folder. Wanted rows to predict.`);
  }
  const stream = createReadStream(name, { highWaterMark: pieceLength, signal });
  return { stream, size: there.isFile() ? there.size : null };
}

function readProblem(name: string, error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  return new Problem(`${name} cannot be read: ${messageOf(error)}.`, { cause: error });
}

/** Reads the first bytes, and gives them again. */
async function begun(
  chunks: AsyncIterable<Bytes>,
): Promise<{ readonly first: Bytes; readonly chunks: AsyncIterable<Bytes> }> {
  const rest = chunks[Symbol.asyncIterator]();
  let first: Bytes = new Uint8Array();
  while (first.length < signatureLength) {
    const next = await rest.next();
    if (next.done === true) break;
    first = Uint8Array.from(Buffer.concat([first, next.value]));
  }
  const all = async function* (): AsyncGenerator<Bytes> {
    try {
      if (first.length > 0) yield first;
      yield* { [Symbol.asyncIterator]: () => rest };
    } finally {
      await rest.return?.();
    }
  };
  return { first, chunks: all() };
}

async function* inflated(chunks: AsyncIterable<Bytes>, title: string): AsyncGenerator<Bytes> {
  const failed: { error?: Error } = {};
  const source = Readable.from(chunks, { objectMode: false });
  const gunzip = createGunzip();
  source.on('error', (error: Error) => {
    failed.error = error;
    gunzip.destroy(error);
  });
  source.pipe(gunzip);
  try {
    for await (const chunk of gunzip) yield chunk as Bytes;
  } catch (error) {
    if (failed.error !== undefined) throw failed.error;
    throw new Problem(
      `${title} cannot be inflated: ${messageOf(error)}. The file is damaged or cut off.`,
      {
        cause: error,
      },
    );
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  bytes.length >= signature.length && signature.every((byte, at) => bytes[at] === byte);

const isGzip = (first: Uint8Array): boolean => startsWith(first, [0x1f, 0x8b]);

function kindOf(first: Uint8Array): SourceKind {
  if (startsWith(first, [0x89, 0x50, 0x4e, 0x47])) return 'png';
  // UTF-16 text never begins with two zero bytes.
  return startsWith(first, [0, 0]) ? 'idx' : 'text';
}
