/** JPEG files made by hand: valid segments, and scans of no meaning, for what reads files without decoding them. */

const bytesOf = (text: string): number[] => Array.from(text, (sign) => sign.charCodeAt(0));

/** A segment with its length. */
export const segment = (marker: number, content: readonly number[]): number[] => [
  0xff,
  marker,
  (content.length + 2) >> 8,
  (content.length + 2) & 0xff,
  ...content,
];

/** EXIF with an orientation (1 to 8), big-endian, and a text that stands for place and camera. */
export const exif = (orientation: number, secret = ''): number[] =>
  segment(0xe1, [
    ...bytesOf('Exif\0\0MM'),
    ...[0, 42, 0, 0, 0, 8, 0, 1],
    ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
    ...[0, 0, 0, 0],
    ...bytesOf(secret),
  ]);

export const comment = (text: string): number[] => segment(0xfe, bytesOf(text));

/** @param extra segments after the start @param scan coded data, stuffed and with a restart */
export const madeJpeg = (
  width: number,
  height: number,
  extra: readonly number[] = [],
  scan: readonly number[] = [1, 2, 0xff, 0, 3, 0xff, 0xd0, 4],
): Uint8Array<ArrayBuffer> =>
  new Uint8Array([
    ...[0xff, 0xd8],
    ...segment(0xe0, bytesOf('JFIF\0\u0001\u0001\0\0\u0001\0\u0001\0\0')),
    ...extra,
    ...segment(0xc0, [8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0]),
    ...segment(0xda, [1, 1, 0, 0, 63, 0]),
    ...scan,
    ...[0xff, 0xd9],
  ]);
