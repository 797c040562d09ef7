/** PNG files of any kind, written by the specification (W3C, Portable Network Graphics, 2nd edition). */
import { deflateSync, crc32 } from 'node:zlib';

export interface PngPicture {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha. */
  readonly colour: 0 | 2 | 3 | 4 | 6;
  /** Samples of a pixel, [channels]. */
  readonly sample: (x: number, y: number) => readonly number[];
  readonly interlaced?: boolean;
  /** Of each row in turn; 0 to 4, none by default. */
  readonly filters?: readonly number[];
  /** Chunks before the image data. */
  readonly chunks?: readonly (readonly [string, readonly number[]])[];
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [head, tail] = [Buffer.alloc(4), Buffer.alloc(4)];
  head.writeUInt32BE(data.length);
  tail.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, tail]);
}

/** First column and row, and steps, of the passes of Adam7. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** What a row is written as: each byte less what the filter predicts from its left, above and above left. */
function filtered(
  filter: number,
  row: readonly number[],
  above: readonly number[],
  left: number,
): number[] {
  return row.map((byte, i) => {
    const [a, b, c] = [row[i - left] ?? 0, above[i] ?? 0, above[i - left] ?? 0];
    const near = [a, b, c].toSorted(
      (p, q) => Math.abs(a + b - c - p) - Math.abs(a + b - c - q),
    )[0]!;
    return (256 + byte - [0, a, b, Math.floor((a + b) / 2), near][filter]!) % 256;
  });
}

function scanlines(
  { width, height, depth, sample, filters = [0] }: PngPicture,
  [x0, y0, dx, dy]: readonly [number, number, number, number],
): Buffer[] {
  let above: readonly number[] = [];
  const pixelBytes = Math.max(1, (sample(0, 0).length * depth) / 8);
  const lines: Buffer[] = [];
  for (let y = y0; y < height && x0 < width; y += dy) {
    let bits = '';
    for (let x = x0; x < width; x += dx)
      for (const value of sample(x, y)) bits += value.toString(2).padStart(depth, '0');
    const bytes = bits.padEnd(8 * Math.ceil(bits.length / 8), '0').match(/.{8}/g) ?? [];
    const row = bytes.map((byte) => parseInt(byte, 2));
    const filter = filters[lines.length % filters.length]!;
    lines.push(Buffer.from([filter, ...filtered(filter, row, above, pixelBytes)]));
    above = row;
  }
  return lines;
}

export function pngOf(picture: PngPicture): Buffer {
  const { width, height, depth, colour, interlaced = false, chunks = [] } = picture;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour, 0, 0, interlaced ? 1 : 0], 8);
  const lines = (interlaced ? passes : [[0, 0, 1, 1] as const]).flatMap((pass) =>
    scanlines(picture, pass),
  );
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...chunks.map(([type, data]) => chunk(type, Uint8Array.from(data))),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', new Uint8Array()),
  ]);
}
