/**
 * Converts a picture of any size to the network's input: 28 × 28, grey, bright on dark, centred. As
 * FashionMNIST was made (Xiao, Rasul and Vollgraf, 2017, section 2): the edges are cropped, the
 * longer remaining side is scaled to 28, the shorter one padded on both sides.
 */
import { grey, luma } from '../../../lab/model/grey.ts';

export interface Converted {
  /** [784], 0 … 255. */
  readonly pixels: Uint8Array;
  /** What was done to the picture, as text. */
  readonly summary: string;
}

/** A rectangle in a picture, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const side = 28;
/** The content is located in a copy whose longer side has at most this many pixels. */
const maxScanned = 256;
/** Grey value from which a pixel counts as content: above JPEG noise on an even background. */
const minInk = 32;

/** Throws an Error that names the file if the browser cannot read it as an image. */
export async function fromFile(file: File): Promise<Converted> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    const type = file.type === '' ? 'unknown type' : file.type;
    throw new Error(`${file.name} (${type}) is not an image that this browser can read.`);
  }
  try {
    return convert(bitmap, file.name);
  } finally {
    bitmap.close();
  }
}

function convert(bitmap: ImageBitmap, name: string): Converted {
  const { width, height } = bitmap;
  const small = Math.min(1, maxScanned / Math.max(width, height));
  const [w, h] = [Math.ceil(width * small), Math.ceil(height * small)];
  const looked = pixelsOf(w, h, (context) => context.drawImage(bitmap, 0, 0, w, h));
  const bright = isBright(looked, w, h);
  const plain = contentBox(grey(looked, bright), w, h);
  // Black ink on transparency has no background that could be bright.
  const onNothing = plain === null && !bright && looked.some((x, i) => i % 4 === 3 && x < 128);
  const inverted = bright || onNothing;
  const found = onNothing ? contentBox(grey(looked, true), w, h) : plain;
  const box = found ?? { left: 0, top: 0, width: w, height: h };
  const [left, top] = [(box.left * width) / w, (box.top * height) / h];
  const [inkWidth, inkHeight] = [(box.width * width) / w, (box.height * height) / h];
  const scale = side / Math.max(inkWidth, inkHeight);
  const [wide, high] = [Math.max(1, inkWidth * scale), Math.max(1, inkHeight * scale)];
  const data = pixelsOf(side, side, (context) =>
    context.drawImage(
      bitmap,
      left,
      top,
      inkWidth,
      inkHeight,
      (side - wide) / 2,
      (side - high) / 2,
      wide,
      high,
    ),
  );
  const whole = box.width === w && box.height === h;
  const cut = `cropped to its content, ${Math.round(inkWidth)} × ${Math.round(inkHeight)}`;
  const done = [
    'converted to grey',
    ...(bright ? ['inverted because its background is bright'] : []),
    ...(onNothing ? ['inverted because it is dark on a transparent background'] : []),
    ...(whole ? [] : [cut]),
    'scaled to 28 × 28',
    'centred',
  ];
  const empty = found === null ? ' Nothing stands out from its background.' : '';
  return {
    pixels: grey(data, inverted),
    summary: `${name}, ${width} × ${height}: ${done.join(', ')}.${empty}`,
  };
}

/** RGBA of a canvas after drawing, [width · height · 4]. */
function pixelsOf(
  width: number,
  height: number,
  draw: (context: CanvasRenderingContext2D) => void,
): Uint8ClampedArray {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('This browser provides no canvas to read the image.');
  context.imageSmoothingQuality = 'high';
  draw(context);
  return context.getImageData(0, 0, width, height).data;
}

/** Whether the border of the opaque area is bright on average; data is RGBA, [height · width · 4]. */
export function isBright(data: Uint8ClampedArray, width: number, height: number): boolean {
  let [edge, weight] = [0, 0];
  const clear = (x: number, y: number) =>
    x < 0 || y < 0 || x >= width || y >= height || data[4 * (y * width + x) + 3]! < 128;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (clear(x, y)) continue;
      // In a cut-out picture the border is where the transparent pixels begin.
      if (!clear(x + 1, y) && !clear(x - 1, y) && !clear(x, y + 1) && !clear(x, y - 1)) continue;
      edge += luma(data, y * width + x);
      weight += 1;
    }
  }
  return weight > 0 && edge / weight > 127;
}

/** The bounding box of the content in grey pixels, [height · width]; null if there is none. */
export function contentBox(pixels: Uint8Array, width: number, height: number): Box | null {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (pixels[y * width + x]! < minInk) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  if (right < 0) return null;
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}
