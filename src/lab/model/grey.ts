/** Colours as the grey values that a network for images reads. */

/** Of pixel `i` of RGBA data, by Rec. 601. */
export const luma = (data: ArrayLike<number>, i: number): number =>
  0.299 * data[4 * i]! + 0.587 * data[4 * i + 1]! + 0.114 * data[4 * i + 2]!;

/** Luma of RGBA pixels, [pixels · 4] to [pixels]; transparent pixels count as background. */
export function grey(data: ArrayLike<number>, inverted: boolean): Uint8Array {
  return Uint8Array.from({ length: data.length / 4 }, (_, i) => {
    const value = luma(data, i);
    return Math.round((data[4 * i + 3]! / 255) * (inverted ? 255 - value : value));
  });
}

/** Whether the outermost pixels of a grey image are bright on average. @param pixels [height · width], 0 … 255 */
export function hasBrightBorder(pixels: Uint8Array, width: number): boolean {
  const height = pixels.length / width;
  let [sum, count] = [0, 0];
  pixels.forEach((value, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    if (x > 0 && y > 0 && x < width - 1 && y < height - 1) return;
    sum += value;
    count += 1;
  });
  return sum / count > 127;
}
