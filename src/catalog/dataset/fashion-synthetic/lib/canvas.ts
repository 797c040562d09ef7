/**
 * Fills polygons into 28 × 28 pixels with exact coverage. Every edge leaves the area that it covers
 * in the pixels it crosses, and a running sum along each row turns that into coverage: the signed
 * area method of FreeType's smooth rasteriser and of font-rs.
 */
export const side = 28;
/** One column more than there are pixels takes what lies right of the picture, one its carry. */
const stride = side + 2;

const clamp = (x: number): number => (x < 0 ? 0 : x > side ? side : x);

export class Canvas {
  readonly #area = new Float64Array(stride * side);
  /** [28, 28] brightness, 0 … 1 before noise. */
  readonly pixels = new Float64Array(side * side);

  clear(): void {
    this.pixels.fill(0);
  }

  /**
   * Paints a closed outline, x₀, y₀, x₁, y₁, … in pixels, over what is there. `shade` gives the
   * brightness at a pixel.
   */
  fill(outline: readonly number[], shade: (x: number, y: number) => number): void {
    const points = outline.length;
    let x0 = outline[points - 2]!;
    let y0 = outline[points - 1]!;
    let [left, top, bottom] = [side, side, 0];
    for (let i = 0; i < points; i += 2) {
      const x1 = outline[i]!;
      const y1 = outline[i + 1]!;
      this.#edge(clamp(x0), y0, clamp(x1), y1);
      left = Math.min(left, x1);
      top = Math.min(top, y1);
      bottom = Math.max(bottom, y1);
      x0 = x1;
      y0 = y1;
    }
    const area = this.#area;
    const [firstColumn, lastRow] = [Math.floor(clamp(left)), Math.ceil(clamp(bottom))];
    for (let y = Math.floor(clamp(top)); y < lastRow; y++) {
      let sum = 0;
      for (let x = firstColumn; x < side; x++) {
        sum += area[y * stride + x]!;
        const coverage = Math.min(1, Math.abs(sum));
        if (coverage < 1e-6) continue;
        const at = y * side + x;
        this.pixels[at] = this.pixels[at]! * (1 - coverage) + coverage * shade(x, y);
      }
    }
    area.fill(0);
  }

  #edge(fromX: number, fromY: number, toX: number, toY: number): void {
    if (fromY === toY) return;
    const down = fromY < toY;
    const [xTop, yTop, xEnd, yEnd] = down ? [fromX, fromY, toX, toY] : [toX, toY, fromX, fromY];
    const slope = (xEnd - xTop) / (yEnd - yTop);
    const last = Math.min(side, Math.ceil(yEnd));
    for (let y = Math.max(0, Math.floor(yTop)); y < last; y++) {
      const above = Math.max(y, yTop);
      const below = Math.min(y + 1, yEnd);
      const a = xTop + slope * (above - yTop);
      const b = xTop + slope * (below - yTop);
      const height = down ? below - above : above - below;
      this.#row(y * stride, Math.min(a, b), Math.max(a, b), height);
    }
  }

  /** An edge's piece within one row, from x = left to right, of signed height. */
  #row(row: number, left: number, right: number, height: number): void {
    const area = this.#area;
    const first = Math.floor(left);
    const last = Math.max(first, Math.ceil(right) - 1);
    /** Area right of the piece within the pixels before `x`, had the row no end. */
    let before = 0;
    for (let x = first; x <= last; x++) {
      const enter = Math.max(left, x);
      const leave = Math.min(right, x + 1);
      // The share of the height that is crossed inside this pixel, and before its right border.
      const share = right > left ? (leave - enter) / (right - left) : 1;
      const crossed = right > left ? (enter - left) / (right - left) : 0;
      const covered = height * (crossed + share * (x + 1 - (enter + leave) / 2));
      area[row + x] = area[row + x]! + covered - before;
      before = covered;
    }
    area[row + last + 1] = area[row + last + 1]! + height - before;
  }
}
