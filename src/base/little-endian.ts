/** Float32 lists as the bytes of files and hashes, which are little-endian on every machine. `floats-of-bytes.ts` reads them. */

export const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** @returns [4 n]; on most machines a view of the same memory, to be read only */
export function bytesOfFloats(
  list: Float32Array,
  little = isLittleEndian,
): Uint8Array<ArrayBuffer> {
  if (little) {
    const { buffer, byteOffset, byteLength } = list;
    return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
  }
  const view = new DataView(new ArrayBuffer(list.byteLength));
  for (const [at, value] of list.entries()) view.setFloat32(4 * at, value, true);
  return new Uint8Array(view.buffer);
}
