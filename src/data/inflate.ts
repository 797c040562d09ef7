/** Inflates gzip directly into a dataset's buffers. */
import { LabError, throwIfAborted } from '../base/errors.ts';

/** Compressed bytes passed to the inflater at a time. */
const slice = 2 ** 18;

/** Consecutive buffers that are filled in order, such as a header and its values. */
export class Segments {
  readonly #parts: readonly Uint8Array[];
  readonly #total: number;
  #part = 0;
  #offset = 0;
  #written = 0;

  constructor(parts: readonly Uint8Array[]) {
    this.#parts = parts;
    this.#total = parts.reduce((sum, part) => sum + part.length, 0);
  }

  get written(): number {
    return this.#written;
  }

  get total(): number {
    return this.#total;
  }

  /** Throws RangeError where the buffers are full. */
  write(chunk: Uint8Array): void {
    if (this.#written + chunk.length > this.#total) {
      throw new RangeError(`more than ${this.#total} bytes`);
    }
    let from = 0;
    while (from < chunk.length) {
      const part = this.#parts[this.#part] ?? new Uint8Array();
      const taken = chunk.subarray(from, from + part.length - this.#offset);
      part.set(taken, this.#offset);
      from += taken.length;
      this.#offset += taken.length;
      if (this.#offset === part.length) {
        this.#part++;
        this.#offset = 0;
      }
    }
    this.#written += chunk.length;
  }
}

/**
 * Inflates verified gzip bytes into the segments, exactly filling them.
 * Throws LabError `dataset-format` where it does not, `aborted` once the signal is.
 */
export async function inflate(
  bytes: Uint8Array<ArrayBuffer>,
  segments: Segments,
  file: string,
  options: { signal?: AbortSignal | undefined; onProgress?: (written: number) => void },
): Promise<void> {
  let at = 0;
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (at < bytes.length) controller.enqueue(bytes.subarray(at, at + slice));
      else controller.close();
      at += slice;
    },
  });
  const reader = source.pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    for (;;) {
      throwIfAborted(options.signal);
      const { done, value } = await reader.read();
      if (done) break;
      segments.write(value);
      options.onProgress?.(segments.written);
    }
    if (segments.written < segments.total) {
      throw new RangeError(`only ${segments.written} bytes`);
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    throwIfAborted(options.signal);
    const found = error instanceof Error ? error.message : String(error);
    throw new LabError(
      'dataset-format',
      `${file} cannot be inflated: wanted ${segments.total} bytes, found ${found}.`,
      { cause: error },
    );
  }
}
