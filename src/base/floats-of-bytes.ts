/** The reverse of `little-endian.ts`, in a file of its own because few pages need it. */
import { isLittleEndian } from './little-endian.ts';

/**
 * Float32 of little-endian bytes; takes their memory where it can.
 * @param bytes [4 n]
 */
export function floatsOfBytes(
  bytes: Uint8Array<ArrayBuffer>,
  little = isLittleEndian,
): Float32Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = bytes;
  const length = byteLength / Float32Array.BYTES_PER_ELEMENT;
  if (little && byteOffset % Float32Array.BYTES_PER_ELEMENT === 0) {
    return new Float32Array(buffer, byteOffset, length);
  }
  const view = new DataView(buffer, byteOffset, byteLength);
  return Float32Array.from({ length }, (_, at) => view.getFloat32(4 * at, true));
}
