/**
 * JPEG files (ITU-T T.81) as far as a photo in a report needs it: their size, and the same picture without what else
 * the file tells. Nothing is decoded.
 */

import { joinedBytes } from '../base/joined.ts';

export interface Jpeg {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Whether segments tell more than the picture: camera, place and time, comments. */
  readonly hasMetadata: boolean;
  /** The file without those segments, and without anything after its end. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const [markStart, startOfImage, endOfImage, startOfScan] = [0xff, 0xd8, 0xd9, 0xda];
/** JFIF's density, and Adobe's colour transform, without which colours would change. */
const [app0, app14, lastApp, comment] = [0xe0, 0xee, 0xef, 0xfe];

/** Frames with Huffman coding, baseline to progressive: what browsers show. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xc2;
const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;
const isMetadata = (marker: number): boolean =>
  marker === comment || (marker > app0 && marker <= lastApp && marker !== app14);

/** Null for bytes that are no whole JPEG file. */
export function readJpeg(bytes: Uint8Array): Jpeg | null {
  if (bytes[0] !== markStart || bytes[1] !== startOfImage) return null;
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let size: { readonly width: number; readonly height: number } | null = null;
  let hasMetadata = false;
  let scans = 0;
  let at = 2;
  for (;;) {
    if (bytes[at] !== markStart) return null;
    // Any number of fill bytes may precede a marker.
    while (bytes[at + 1] === markStart) at += 1;
    const marker = bytes[at + 1];
    if (marker === undefined) return null;
    if (marker === endOfImage) {
      if (size === null || scans === 0) return null;
      kept.push(bytes.subarray(at, at + 2));
      return {
        ...size,
        hasMetadata: hasMetadata || at + 2 < bytes.length,
        bytes: joinedBytes(kept),
      };
    }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    let end = at + 2 + length;
    if (length < 2 || end > bytes.length) return null;
    if (isFrame(marker)) {
      if (size !== null || length < 8) return null;
      const height = (bytes[at + 5]! << 8) | bytes[at + 6]!;
      const width = (bytes[at + 7]! << 8) | bytes[at + 8]!;
      if (width === 0 || height === 0) return null;
      size = { width, height };
    }
    if (marker === startOfScan) {
      if (size === null) return null;
      scans += 1;
      end = endOfScan(bytes, end);
    }
    // Only the first APP0 is JFIF's; a second one may hold a thumbnail.
    if (isMetadata(marker) || (marker === app0 && kept.length > 1)) hasMetadata = true;
    else kept.push(bytes.subarray(at, end));
    at = end;
  }
}

/** Where the coded data ends: at the next marker that is no restart and no stuffed 0xff. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; ; at += 1) {
    at = bytes.indexOf(markStart, at);
    if (at === -1 || at + 1 >= bytes.length) return bytes.length;
    const next = bytes[at + 1]!;
    if (next !== 0 && next !== markStart && !isRestart(next)) return at;
  }
}

/** ISO base media brands of HEIF images with HEVC, as phones write them (ISO/IEC 23008-12). */
const heicBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);

/** Whether a file begins as HEIC, which most browsers cannot show. @param head its first 64 bytes, at least */
export function isHeic(head: Uint8Array): boolean {
  const text = (at: number): string => String.fromCharCode(...head.subarray(at, at + 4));
  if (text(4) !== 'ftyp') return false;
  const length = new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(0);
  const brands = [text(8)];
  for (let at = 16; at + 4 <= Math.min(length, head.length); at += 4) brands.push(text(at));
  // AVIF also names mif1.
  return !brands.includes('avif') && brands.some((brand) => heicBrands.has(brand));
}
