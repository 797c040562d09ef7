/** Small published files, and hosts that serve them well or badly. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { DatasetFile } from '../../src/data/files.ts';
import type { DatasetStore } from '../../src/data/store.ts';
import { LabError } from '../../src/base/errors.ts';

export const baseUrl = 'https://lab.example/datasets/';

export type Bytes = Uint8Array<ArrayBuffer>;

async function gzip(bytes: Bytes): Promise<Bytes> {
  const stream = new Response(bytes).body!.pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export interface Published {
  readonly file: DatasetFile;
  readonly url: string;
  /** As published, and inflated. */
  readonly bytes: Bytes;
  readonly content: Bytes;
}

/** `count` bytes that hardly compress, published as gzip. */
export async function publish(count: number, name = 'numbers.gz'): Promise<Published> {
  const content = new Uint8Array(count);
  let state = 433;
  for (let i = 0; i < count; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    content[i] = state >>> 24;
  }
  const bytes = await gzip(content);
  const file: DatasetFile = {
    dataset: 'fashion-mnist',
    name,
    size: bytes.length,
    sha256: bytesToHex(sha256(bytes)),
    inflatedSize: count,
    inflatedSha256: bytesToHex(sha256(content)),
  };
  return { file, url: `${baseUrl}fashion-mnist/${name}`, bytes, content };
}

/** A body in pieces of `piece` bytes; with `breakAfter` the connection breaks there. */
export function body(bytes: Bytes, piece = 1000, breakAfter = Infinity): ReadableStream<Bytes> {
  let at = 0;
  return new ReadableStream<Bytes>({
    pull(controller) {
      if (at >= breakAfter) controller.error(new TypeError('network error'));
      else if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.slice(at, Math.min(at + piece, breakAfter)));
      at = Math.min(at + piece, Math.max(breakAfter, at));
    },
  });
}

export interface Host {
  readonly fetch: typeof globalThis.fetch;
  /** Every request so far, with its Range if any. */
  readonly requests: { readonly url: string; readonly range: string | null }[];
}

/** Answers in turn; the last answer is repeated. */
export function host(
  ...answers: readonly ((range: string | null) => Response | Promise<Response>)[]
): Host {
  const requests: Host['requests'] = [];
  return {
    requests,
    async fetch(input, init) {
      const range = new Headers(init?.headers).get('Range');
      requests.push({ url: input instanceof Request ? input.url : input.toString(), range });
      init?.signal?.throwIfAborted();
      return answers[Math.min(requests.length, answers.length) - 1]!(range);
    },
  };
}

export class MemoryStore implements DatasetStore {
  readonly entries = new Map<string, Bytes>();

  match(url: string): Promise<Response | undefined> {
    const bytes = this.entries.get(url);
    return Promise.resolve(bytes === undefined ? undefined : new Response(bytes.slice()));
  }

  async put(url: string, response: Response): Promise<void> {
    this.entries.set(url, new Uint8Array(await response.arrayBuffer()));
  }

  delete(url: string): Promise<boolean> {
    return Promise.resolve(this.entries.delete(url));
  }
}

/** The LabError with which the action fails. */
export async function failure(action: Promise<unknown>): Promise<LabError> {
  try {
    await action;
  } catch (error) {
    if (error instanceof LabError) return error;
    throw error;
  }
  throw new Error('expected a LabError, but nothing failed');
}

/** The LabError that the action throws at once. */
export function thrown(action: () => unknown): LabError {
  try {
    action();
  } catch (error) {
    if (error instanceof LabError) return error;
    throw error;
  }
  throw new Error('expected a LabError, but nothing was thrown');
}
