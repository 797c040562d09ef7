/**
 * A stand-in dataset as a file for the PyTorch program: NumPy's .npz, a ZIP archive of .npy arrays.
 * The real datasets come from their publishers; stand-ins exist only in the lab.
 */
import { makeZip } from 'client-zip';
import type { Dataset } from '../protocol/dataset.ts';

type NpyArray = Uint8Array | Float64Array;

/** ZIP's earliest date, so that the same data give the same bytes. */
const epoch = new Date(1980, 0, 1);

/**
 * One array in NumPy's format, version 1.0: magic, header length, header padded to 64 bytes, data
 * in C order and little-endian (numpy.lib.format's documentation).
 * @param shape its product must be the array's length
 */
export function npy(array: NpyArray, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  const product = shape.reduce((all, size) => all * size, 1);
  if (product !== array.length) {
    throw new RangeError(
      `an array of shape [${shape.join(', ')}] has ${product} values, got ${array.length}`,
    );
  }
  const type = array instanceof Uint8Array ? '|u1' : '<f8';
  const dimensions = shape.length === 1 ? `${product},` : shape.join(', ');
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': (${dimensions}), }`;
  const preamble = 10;
  const padded = header.padEnd(Math.ceil((preamble + header.length + 1) / 64) * 64 - preamble - 1);
  const text = new TextEncoder().encode(`${padded}\n`);
  const bytes = new Uint8Array(preamble + text.length + array.byteLength);
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0]);
  new DataView(bytes.buffer).setUint16(8, text.length, true);
  bytes.set(text, preamble);
  bytes.set(
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
    preamble + text.length,
  );
  return bytes;
}

/** `features` [rows, inputs] and `targets` [rows]; published datasets have their training rows first. */
export function npzFile(dataset: Dataset): Promise<Blob> {
  const rows = dataset.trainCount + dataset.testCount;
  const arrays = {
    features: npy(dataset.features, [rows, dataset.inputs]),
    targets: npy(dataset.targets, [rows]),
  };
  const files = Object.entries(arrays).map(([name, input]) => ({
    name: `${name}.npy`,
    input,
    lastModified: epoch,
  }));
  return new Response(makeZip(files)).blob();
}
