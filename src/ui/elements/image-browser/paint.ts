/** Draws 28 × 28 grey values, 0 … 255, from index `from` on, into a canvas of that size. */
export function paint(canvas: HTMLCanvasElement, pixels: ArrayLike<number>, from: number): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const picture = context.createImageData(28, 28);
  for (let i = 0; i < 784; i++) {
    picture.data.fill(pixels[from + i]!, 4 * i, 4 * i + 3);
    picture.data[4 * i + 3] = 255;
  }
  context.putImageData(picture, 0, 0);
}
