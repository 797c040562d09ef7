/** A picture of any size as the network knows them: 28 × 28, grey, bright on dark, centred. */
export interface Converted {
  /** [784], 0 … 255. */
  readonly pixels: Uint8Array;
  /** What was done to it. */
  readonly told: string;
}

const side = 28;

/** Throws an Error that names the file where it is no image that the browser can read. */
export async function fromFile(file: File): Promise<Converted> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    const type = file.type === '' ? 'unknown type' : file.type;
    throw new Error(`${file.name} (${type}) is no image that this browser can read.`);
  }
  const { width, height } = bitmap;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('This browser gives no canvas to read the image with.');
  const scale = side / Math.max(width, height);
  const [w, h] = [Math.max(1, width * scale), Math.max(1, height * scale)];
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, (side - w) / 2, (side - h) / 2, w, h);
  bitmap.close();
  const { pixels, inverted } = grey(context.getImageData(0, 0, side, side).data);
  return {
    pixels,
    told: `${file.name}: ${width} × ${height} scaled to 28 × 28, centred, made grey${inverted ? ', inverted because its background is bright' : ''}.`,
  };
}

/**
 * Luma (Rec. 601) of RGBA pixels, [784 · 4]; what is transparent counts as background. Inverted
 * where the opaque pixels of the border are bright on average.
 */
export function grey(data: Uint8ClampedArray): { pixels: Uint8Array; inverted: boolean } {
  const luma = (i: number) =>
    0.299 * data[4 * i]! + 0.587 * data[4 * i + 1]! + 0.114 * data[4 * i + 2]!;
  let [edge, weight] = [0, 0];
  // The border of what is opaque: an oblong picture leaves transparent bands.
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const i = y * side + x;
      const clear = (dx: number, dy: number) => {
        const [nx, ny] = [x + dx, y + dy];
        if (nx < 0 || ny < 0 || nx >= side || ny >= side) return true;
        return data[4 * (ny * side + nx) + 3]! < 128;
      };
      if (data[4 * i + 3]! < 128) continue;
      if (!clear(1, 0) && !clear(-1, 0) && !clear(0, 1) && !clear(0, -1)) continue;
      edge += luma(i);
      weight += 1;
    }
  }
  const inverted = weight > 0 && edge / weight > 127;
  const pixels = Uint8Array.from({ length: side * side }, (_, i) => {
    const alpha = data[4 * i + 3]! / 255;
    return Math.round(alpha * (inverted ? 255 - luma(i) : luma(i)));
  });
  return { pixels, inverted };
}
