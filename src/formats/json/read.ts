/** Reads a JSON file from a stream of its bytes, in slices that leave the thread free in between. */
import { throwIfAborted } from '../../base/errors.ts';
import { yieldToEventLoop } from '../../base/event-loop.ts';
import { joinedBytes } from '../../base/joined.ts';
import { guessEncoding } from '../../document/text.ts';
import { JsonReader, type JsonOptions } from './reader.ts';

export interface JsonReadOptions extends JsonOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called between slices. @param bytes read so far */
  readonly progress?: ((bytes: number) => void) | undefined;
}

/** Bytes that are read between two looks at the clock, and milliseconds between two pauses. */
const [sliceBytes, sliceMs] = [64 * 1024, 10];
/** Bytes that tell a text's encoding. */
const headBytes = 4096;

/**
 * What the bytes contain, in any encoding that `decodeText` reads. Throws JsonProblem, the signal's reason, and what
 * the stream throws.
 */
export async function readJson(
  bytes: AsyncIterable<Uint8Array>,
  { signal, progress, ...options }: JsonReadOptions,
): Promise<unknown> {
  const reader = new JsonReader(options);
  let decoder: TextDecoder | null = null;
  let read = 0;
  let began = performance.now();
  for await (const chunk of withHead(bytes)) {
    // The first chunk is long enough to tell, unless the file is shorter.
    decoder ??= new TextDecoder(guessEncoding(chunk));
    for (let at = 0; at < chunk.length; at += sliceBytes) {
      const slice = chunk.subarray(at, at + sliceBytes);
      reader.push(decoder.decode(slice, { stream: true }));
      read += slice.length;
      if (performance.now() - began < sliceMs) continue;
      progress?.(read);
      await yieldToEventLoop();
      throwIfAborted(signal);
      began = performance.now();
    }
    throwIfAborted(signal);
  }
  if (decoder !== null) reader.push(decoder.decode());
  return reader.end();
}

/** The same bytes, the first chunks joined until they are long enough for `guessEncoding`. */
async function* withHead(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let head: Uint8Array[] | null = [];
  for await (const chunk of bytes) {
    if (head === null) {
      yield chunk;
      continue;
    }
    head.push(chunk);
    if (head.reduce((sum, { length }) => sum + length, 0) < headBytes) continue;
    yield joinedBytes(head);
    head = null;
  }
  if (head !== null && head.length > 0) yield joinedBytes(head);
}
