/**
 * The IDX format of MNIST and similar datasets: two zero bytes, the type (8: unsigned byte), the number of
 * dimensions, each dimension as a big-endian 32-bit integer, then the values row by row.
 */
import { LabError } from '../base/errors.ts';

const unsignedByte = 8;

/** Bytes before the values. */
export const idxHeaderSize = (dimensions: number): number => 4 + 4 * dimensions;

const shapeText = (dims: readonly number[]): string => `[${dims.join(', ')}]`;

const formatError = (file: string, wanted: string, found: string): LabError =>
  new LabError(
    'dataset-format',
    `${file} is no usable IDX file: wanted ${wanted}, found ${found}.`,
  );

/**
 * Reads a header's dimensions. `header` may be longer than the header itself.
 * Throws LabError `dataset-format` where it is short or not one of unsigned bytes.
 */
export function readIdxShape(header: Uint8Array, file: string): number[] {
  if (header.length < 4) {
    throw formatError(file, 'a header of at least 4 bytes', `${header.length} bytes`);
  }
  const [zero1, zero2, type, count] = header as unknown as [number, number, number, number];
  if (zero1 !== 0 || zero2 !== 0 || type !== unsignedByte || count === 0) {
    const found = Array.from(header.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0'));
    throw formatError(file, 'the magic number 00 00 08 and a dimension', found.join(' '));
  }
  if (header.length < idxHeaderSize(count)) {
    throw formatError(
      file,
      `a header of ${idxHeaderSize(count)} bytes for ${count} dimensions`,
      `${header.length} bytes`,
    );
  }
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  return Array.from({ length: count }, (_, i) => view.getUint32(4 + 4 * i));
}

/** Throws LabError `dataset-format` unless the header's dimensions are exactly these. */
export function requireIdxShape(header: Uint8Array, file: string, wanted: readonly number[]): void {
  const found = readIdxShape(header, file);
  if (found.length !== wanted.length || found.some((size, i) => size !== wanted[i])) {
    throw formatError(file, `the dimensions ${shapeText(wanted)}`, shapeText(found));
  }
}

/** Throws LabError `dataset-format` where a label is not one of 0 … classes − 1. */
export function requireLabels(labels: Uint8Array, file: string, classes: number): void {
  const at = labels.findIndex((label) => label >= classes);
  if (at >= 0) {
    throw formatError(file, `labels from 0 to ${classes - 1}`, `${labels[at]} as label ${at}`);
  }
}
