/** Buffers for datasets: shared between threads if requested and supported here. */

function buffer(bytes: number, shared: boolean): ArrayBuffer | SharedArrayBuffer {
  // A page that is not cross-origin isolated has no such constructor.
  const canShare = shared && typeof SharedArrayBuffer !== 'undefined';
  return canShare ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
}

/** [count] zeros. */
export const allocateBytes = (count: number, shared: boolean): Uint8Array =>
  new Uint8Array(buffer(count, shared));

/** [count] zeros. */
export const allocateFloats = (count: number, shared: boolean): Float64Array =>
  new Float64Array(buffer(count * Float64Array.BYTES_PER_ELEMENT, shared));
