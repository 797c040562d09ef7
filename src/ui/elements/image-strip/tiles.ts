/** Grey images on a canvas, drawn as ink of varying strength. */

export interface TileOptions {
  readonly count: number;
  readonly columns: number;
  /** Pixels of an image's edge. */
  readonly side: number;
  /** A computed CSS colour, "rgb(27, 29, 32)". */
  readonly ink: string;
}

/** Sizes the canvas to whole image pixels; CSS scales it. One pixel of paper between images. */
export function drawTiles(
  canvas: HTMLCanvasElement,
  pixels: Uint8Array,
  { count, columns, side, ink }: TileOptions,
): void {
  const pitch = side + 1;
  const rows = Math.max(1, Math.ceil(count / columns));
  canvas.width = columns * pitch;
  canvas.height = rows * pitch;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null || count === 0) return;
  const [red, green, blue] = channels(ink, context);
  const image = context.createImageData(canvas.width, canvas.height);
  for (let at = 0; at < count; at++) {
    const left = (at % columns) * pitch;
    const top = Math.floor(at / columns) * pitch;
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const to = ((top + y) * canvas.width + left + x) * 4;
        image.data[to] = red;
        image.data[to + 1] = green;
        image.data[to + 2] = blue;
        image.data[to + 3] = pixels[at * side * side + y * side + x]!;
      }
    }
  }
  context.putImageData(image, 0, 0);
}

/** Any CSS colour as bytes, parsed by the canvas itself. */
function channels(colour: string, context: CanvasRenderingContext2D): [number, number, number] {
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const { data } = context.getImageData(0, 0, 1, 1);
  return [data[0] ?? 0, data[1] ?? 0, data[2] ?? 0];
}
