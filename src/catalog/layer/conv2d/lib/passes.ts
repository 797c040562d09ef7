/**
 * The way back through a convolution, as convolutions with stride one: a row of the padded input with residue r by the
 * stride got products with the kernel's rows r, r + stride … alone. So there is one pass for each pair of residues, over
 * ∂L/∂y with borders of zeros.
 */
import type { Shape } from '../../../kinds/layer.ts';
import { featureBytes } from '../../../shared/panels.ts';
import type { Window } from '../../../shared/window.ts';

export interface BackwardTap {
  /** From the window's corner in ∂L/∂y with borders, in bytes. */
  readonly offset: number;
  /** Channel of y. */
  readonly output: number;
  /** Index of the weight among those of this output, for a channel of x. */
  readonly tap: (channel: number) => number;
}

/** Places of the window, and where it begins in ∂L/∂y with borders and in ∂L/∂x; in bytes. */
export interface BackwardPass {
  readonly taps: readonly BackwardTap[];
  readonly rows: number;
  readonly columns: number;
  readonly from: number;
  readonly fromRow: number;
  readonly fromColumn: number;
  readonly to: number;
  readonly toRow: number;
  readonly toColumn: number;
  readonly toPlane: number;
}

/** Along one side: input places with a residue, and the kernel's places that reach them. */
function sideOf(side: number, residue: number, { kernel, stride, padding }: Window) {
  const first = (residue - (padding % stride) + stride) % stride;
  return {
    /** First place in the input, and the output's place that its first tap reads. */
    first,
    corner: (first + padding - residue) / stride,
    places: Math.max(0, Math.ceil((side - first) / stride)),
    taps: Math.max(0, Math.ceil((kernel - residue) / stride)),
  };
}

export function backwardPasses(
  [, height = 0, width = 0]: Shape,
  [outputs = 0, outHeight = 0, outWidth = 0]: Shape,
  window: Window,
): { readonly before: number; readonly after: number; readonly passes: readonly BackwardPass[] } {
  const { kernel, stride, padding } = window;
  const before = Math.ceil(kernel / stride) - 1;
  const beyond = (side: number, places: number) =>
    Math.floor((padding + side - 1) / stride) - places + 1;
  const after = Math.max(0, beyond(height, outHeight), beyond(width, outWidth));
  const [rows, columns] = [before + outHeight + after, before + outWidth + after];
  const residues = Array.from({ length: stride }, (_, residue) => residue);
  const passes = residues.flatMap((ry) =>
    residues.flatMap((rx): BackwardPass | readonly never[] => {
      const [y, x] = [sideOf(height, ry, window), sideOf(width, rx, window)];
      if (y.places === 0 || x.places === 0) return [];
      const taps = Array.from({ length: outputs * y.taps * x.taps }, (_, at): BackwardTap => {
        const [mx, my] = [at % x.taps, Math.floor(at / x.taps) % y.taps];
        const output = Math.floor(at / x.taps / y.taps);
        const place = (output * rows + before - my) * columns + before - mx;
        const own = (ry + stride * my) * kernel + rx + stride * mx;
        const tap = (channel: number) => channel * kernel ** 2 + own;
        return { offset: place * featureBytes, output, tap };
      });
      return {
        taps,
        rows: y.places,
        columns: x.places,
        from: (y.corner * columns + x.corner) * featureBytes,
        fromRow: columns * featureBytes,
        fromColumn: featureBytes,
        to: (y.first * width + x.first) * featureBytes,
        toRow: stride * width * featureBytes,
        toColumn: stride * featureBytes,
        toPlane: height * width * featureBytes,
      };
    }),
  );
  return { before, after, passes };
}
