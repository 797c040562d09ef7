/** KEY.losses: the loss of every step, as little-endian float32 and nothing else. */
import { floatsOfBytes } from '../../base/floats-of-bytes.ts';
import { bytesOfFloats } from '../../base/little-endian.ts';
import { refuse } from './reading.ts';

/** @param losses [steps] @returns [4 steps], to be read only */
export const lossesFile = (losses: Float32Array): Uint8Array<ArrayBuffer> => bytesOfFloats(losses);

/** [steps]; may share the memory of the bytes. To be called under `reading`. */
export function readLosses(bytes: Uint8Array<ArrayBuffer>): Float32Array {
  if (bytes.length % 4 !== 0) refuse(`it has ${bytes.length} bytes, not a multiple of 4`);
  return floatsOfBytes(bytes);
}
