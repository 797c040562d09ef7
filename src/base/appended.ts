/** Float32 lists that grow at their end while earlier snapshots stay as they are. */

/** Values written to each buffer so far; what lies behind them is free. */
const written = new WeakMap<ArrayBufferLike, number>();

/**
 * `list` with `values` behind it, as a new view. The views share a buffer that doubles when it is full, so appending
 * copies each value only a few times; no view ever changes.
 * @param list [n]; best the result of an earlier call, since any other list is copied
 * @returns [n + values.length]. Cloning or transferring it takes the whole buffer: `slice` it first
 */
export function appended(list: Float32Array, values: Float32Array): Float32Array {
  const length = list.length + values.length;
  let { buffer } = list;
  // Only the longest view may be extended in place: another list already continues the others.
  const isLongest = written.get(buffer) === list.length && list.byteOffset === 0;
  if (!isLongest || buffer.byteLength < length * Float32Array.BYTES_PER_ELEMENT) {
    const grown = new Float32Array(Math.max(length, 2 * list.length, minLength));
    grown.set(list);
    ({ buffer } = grown);
  }
  const all = new Float32Array(buffer, 0, length);
  all.set(values, list.length);
  written.set(buffer, length);
  return all;
}

/** Values that the first buffer of a list has room for. */
const minLength = 256;
