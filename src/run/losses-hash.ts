/** One short text for a million losses: equal texts, equal bits. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * The sha256, in lower-case hexadecimal, of the losses as little-endian float32. By the browser where
 * it lends its own (only to secure pages), which leaves the thread free.
 * @param losses [steps]; each is a float32 already, so nothing is rounded
 */
export async function lossesHash(losses: ArrayLike<number>): Promise<string> {
  return digest(littleEndian(losses));
}

/** The sha256 over the hashes of all trials in their order, one a line. */
export const hashOfHashes = (hashes: readonly string[]): Promise<string> =>
  digest(new Uint8Array(utf8ToBytes(hashes.map((each) => `${each}\n`).join(''))));

function littleEndian(losses: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(losses.length * 4);
  const view = new DataView(bytes.buffer);
  for (let step = 0; step < losses.length; step++) view.setFloat32(step * 4, losses[step]!, true);
  return bytes;
}

async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { crypto } = globalThis as { crypto?: { subtle?: SubtleCrypto } };
  if (crypto?.subtle === undefined) return bytesToHex(sha256(bytes));
  return bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}
