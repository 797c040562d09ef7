/** Files of a page, read and made piece by piece. */
import { throwIfAborted } from './errors.ts';

/** Bytes read at a time. */
const readBytes = 1 << 20;

/** A file's bytes. Throws the signal's reason, and the browser's error where the file cannot be read. */
export async function* blobBytes(
  blob: Blob,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  for (let start = 0; start < blob.size; start += readBytes) {
    throwIfAborted(signal);
    yield new Uint8Array(await blob.slice(start, start + readBytes).arrayBuffer());
  }
}

/** Characters that are held as text before they become the browser's, which may put them on the disk. */
const heldLength = 4 << 20;

/** A file of all pieces, which are never one text. */
export async function blobOf(pieces: AsyncIterable<string>, type: string): Promise<Blob> {
  const parts: Blob[] = [];
  let held: string[] = [];
  let length = 0;
  for await (const piece of pieces) {
    held.push(piece);
    length += piece.length;
    if (length < heldLength) continue;
    parts.push(new Blob(held));
    [held, length] = [[], 0];
  }
  return new Blob([...parts, ...held], { type });
}
