/**
 * Decodes PNG images of any kind (W3C, Portable Network Graphics, 2nd edition) strictly: what does not fit the image
 * exactly is an error, never a row of zeros.
 */
import { crc32, inflateSync } from 'node:zlib';

export interface PngHead {
  readonly width: number;
  readonly height: number;
  /** Bits per sample: 1, 2, 4, 8 or 16. */
  readonly depth: number;
  /** Samples per pixel: 1 for grey values and palettes, 2 with alpha, 3 for colours, 4 with alpha. */
  readonly channels: number;
  readonly isPalette: boolean;
  readonly isInterlaced: boolean;
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** The signature, and IHDR with its length and checksum. */
const headLength = 33;
/** By colour type: the channels, and the depths that are allowed. */
const kinds: Readonly<Record<number, { readonly channels: number; readonly depths: string }>> = {
  0: { channels: 1, depths: '1 2 4 8 16' },
  2: { channels: 3, depths: '8 16' },
  3: { channels: 1, depths: '1 2 4 8' },
  4: { channels: 2, depths: '8 16' },
  6: { channels: 4, depths: '8 16' },
};

/** Reads the header alone, so that an image of the wrong size is never decoded. Null if it is not that of a PNG file. */
export function pngHead(bytes: Uint8Array): PngHead | null {
  if (bytes.length < headLength || signature.some((byte, at) => bytes[at] !== byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(8) !== 13 || view.getUint32(12) !== 0x49484452) return null;
  const [depth, colour, compression, filter, interlace] = bytes.subarray(24, 29);
  const kind = kinds[colour!];
  if (kind?.depths.split(' ').includes(String(depth)) !== true) return null;
  if (compression !== 0 || filter !== 0 || interlace! > 1) return null;
  return {
    width: view.getUint32(16),
    height: view.getUint32(20),
    depth: depth!,
    channels: kind.channels,
    isPalette: colour === 3,
    isInterlaced: interlace === 1,
  };
}

/** RGBA of 8 bits, [pixels · 4]. Throws Error that says what is wrong. @param bytes with this head */
export function pngColours(bytes: Uint8Array, head: PngHead): Uint8ClampedArray {
  const { data, palette, clear } = chunksOf(bytes);
  const samples = samplesOf(inflated(data, lengthOf(head)), head);
  const { channels, isPalette, depth } = head;
  const max = 2 ** depth - 1;
  const colours = new Uint8ClampedArray((samples.length / channels) * 4);
  for (let i = 0; 4 * i < colours.length; i++) {
    const own = samples.subarray(i * channels, (i + 1) * channels);
    if (isPalette) colours.set(paletteColour(own[0]!, palette, clear), 4 * i);
    else {
      const rgb = channels <= 2 ? [own[0]!, own[0]!, own[0]!] : [own[0]!, own[1]!, own[2]!];
      const opaque = channels % 2 === 0 ? own[channels - 1]! : max;
      const alpha = isClear(own, clear) ? 0 : opaque;
      colours.set(
        [...rgb, alpha].map((value) => (value * 255) / max),
        4 * i,
      );
    }
  }
  return colours;
}

interface Chunks {
  readonly data: readonly Uint8Array[];
  /** [colours · 3]. */
  readonly palette: Uint8Array;
  /** Of tRNS: the alpha of each palette colour, or the samples of the transparent colour in two bytes each. */
  readonly clear: Uint8Array;
}

function chunksOf(bytes: Uint8Array): Chunks {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data: Uint8Array[] = [];
  let [palette, clear] = [new Uint8Array(), new Uint8Array()];
  for (let at = signature.length; ;) {
    if (at + 12 > bytes.length) throw new Error('it ends early');
    const length = view.getUint32(at);
    if (at + 12 + length > bytes.length) throw new Error('it ends early');
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const content = Uint8Array.from(bytes.subarray(at + 8, at + 8 + length));
    if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== view.getUint32(at + 8 + length)) {
      throw new Error('a checksum is wrong');
    }
    if (type === 'IEND') return { data, palette, clear };
    if (type === 'IDAT') data.push(content);
    else if (type === 'PLTE') palette = content;
    else if (type === 'tRNS') clear = content;
    // A capital marks a chunk without which the image cannot be read.
    else if (/^[A-Z]/.test(type) && type !== 'IHDR') throw new Error('it has an unknown part');
    at += 12 + length;
  }
}

/** First column and row, and steps, of the passes of Adam7, and of the only pass without it. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;
const onePass = [[0, 0, 1, 1]] as const;

interface Pass {
  /** Of each pixel's column and row in the image. */
  readonly place: (x: number, y: number) => readonly [x: number, y: number];
  readonly width: number;
  readonly height: number;
  /** Of a row, without the byte that names its filter. */
  readonly rowBytes: number;
}

function passesOf({ width, height, depth, channels, isInterlaced }: PngHead): Pass[] {
  return (isInterlaced ? passes : onePass).flatMap(([x0, y0, dx, dy]) => {
    const [w, h] = [Math.ceil((width - x0) / dx), Math.ceil((height - y0) / dy)];
    if (w <= 0 || h <= 0) return [];
    const place = (x: number, y: number) => [x0 + x * dx, y0 + y * dy] as const;
    return [{ place, width: w, height: h, rowBytes: Math.ceil((w * channels * depth) / 8) }];
  });
}

const lengthOf = (head: PngHead): number =>
  passesOf(head).reduce((sum, { height, rowBytes }) => sum + height * (1 + rowBytes), 0);

function inflated(data: readonly Uint8Array[], length: number): Uint8Array {
  // A small file may inflate to a thousand times its size.
  const bytes = inflateSync(Buffer.concat(data), { maxOutputLength: length + 1 });
  if (bytes.length !== length) {
    throw new Error(`wanted ${length} bytes of image data, found ${bytes.length}`);
  }
  return bytes;
}

/** [height · width · channels]. */
function samplesOf(bytes: Uint8Array, head: PngHead): Uint16Array {
  const { width, height, depth, channels } = head;
  const samples = new Uint16Array(width * height * channels);
  const pixelBytes = Math.max(1, (channels * depth) / 8);
  let at = 0;
  for (const { place, width: columns, height: rows, rowBytes } of passesOf(head)) {
    let above = new Uint8Array(rowBytes);
    for (let y = 0; y < rows; y++) {
      const row = Uint8Array.from(bytes.subarray(at + 1, at + 1 + rowBytes));
      unfilter(bytes[at]!, row, above, pixelBytes);
      for (let i = 0; i < columns * channels; i++) {
        const [toX, toY] = place(Math.floor(i / channels), y);
        samples[(toY * width + toX) * channels + (i % channels)] = sampleAt(row, i, depth);
      }
      above = row;
      at += 1 + rowBytes;
    }
  }
  return samples;
}

function sampleAt(row: Uint8Array, index: number, depth: number): number {
  if (depth === 16) return 256 * row[2 * index]! + row[2 * index + 1]!;
  const bit = index * depth;
  return (row[bit >> 3]! >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
}

/** In place. @param left bytes from a byte to the same one of the pixel before it */
function unfilter(filter: number, row: Uint8Array, above: Uint8Array, left: number): void {
  if (filter > 4) throw new Error(`a row has an unknown filter, ${filter}`);
  for (let i = 0; i < row.length; i++) {
    const [a, b, c] = [row[i - left] ?? 0, above[i]!, above[i - left] ?? 0];
    const predicted = [0, a, b, (a + b) >> 1, paeth(a, b, c)][filter]!;
    row[i] = row[i]! + predicted;
  }
}

function paeth(a: number, b: number, c: number): number {
  const p = a + b - c;
  const [toA, toB, toC] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
  if (toA <= toB && toA <= toC) return a;
  return toB <= toC ? b : c;
}

function paletteColour(index: number, palette: Uint8Array, alphas: Uint8Array): number[] {
  const colour = palette.subarray(3 * index, 3 * index + 3);
  if (colour.length < 3) throw new Error(`wanted a palette with the colour ${index}, found none`);
  return [...colour, alphas[index] ?? 255];
}

/** Whether a pixel has the one colour that is transparent. */
const isClear = (samples: Uint16Array, clear: Uint8Array): boolean =>
  clear.length === 2 * samples.length &&
  samples.every((value, at) => value === 256 * clear[2 * at]! + clear[2 * at + 1]!);
