/** A hash of a trial's losses: equal hashes, equal bits. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { sha256Of } from '../../base/digest.ts';

/**
 * The sha256, in lower-case hexadecimal, of the losses as little-endian float32.
 * @param losses [steps]; already float32, so nothing is rounded
 */
export async function lossesHash(losses: ArrayLike<number>): Promise<string> {
  return sha256Of(littleEndian(losses));
}

/** The sha256 over the hashes of all trials in their order, one a line. */
export const hashOfHashes = (hashes: readonly string[]): Promise<string> =>
  sha256Of(new Uint8Array(utf8ToBytes(hashes.map((each) => `${each}\n`).join(''))));

function littleEndian(losses: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(losses.length * 4);
  const view = new DataView(bytes.buffer);
  for (let step = 0; step < losses.length; step++) view.setFloat32(step * 4, losses[step]!, true);
  return bytes;
}
