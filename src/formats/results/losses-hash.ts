/** A hash of a trial's losses: equal hashes, equal bits. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { sha256Of } from '../../base/digest.ts';
import { bytesOfFloats } from '../../base/little-endian.ts';

/**
 * The sha256, in lower-case hexadecimal, of the losses as little-endian float32.
 * @param losses [steps]
 */
export const lossesHash = (losses: Float32Array): Promise<string> =>
  sha256Of(bytesOfFloats(losses));

/** The sha256 over the hashes of all trials in their order, one a line. */
export const hashOfHashes = (hashes: readonly string[]): Promise<string> =>
  sha256Of(new Uint8Array(utf8ToBytes(hashes.map((each) => `${each}\n`).join(''))));
