/** Square windows that move over pictures: those of convolution and pooling. */
import type { LayerMisfit, Shape } from '../kinds/layer.ts';

export interface Window {
  readonly kernel: number;
  readonly stride: number;
  /** Rows and columns added on every side. */
  readonly padding: number;
}

/** Places of a window along a side of n: ⌊(n + 2 · padding − kernel) / stride⌋ + 1, as in PyTorch. */
const places = (n: number, { kernel, stride, padding }: Window): number =>
  Math.floor((n + 2 * padding - kernel) / stride) + 1;

/** What is said of inputs that are no pictures. */
export const notPictures = (inputs: Shape): LayerMisfit => ({
  expected: `pictures, [channels, height, width], to read; it gets [${inputs.join(', ')}]`,
});

/** [channels, height, width] of the output, or what does not fit. */
export function windowed(inputs: Shape, channels: number, window: Window): Shape | LayerMisfit {
  const [, height, width] = inputs;
  if (height === undefined || width === undefined) return notPictures(inputs);
  const side = Math.min(height, width) + 2 * window.padding;
  if (window.kernel > side) {
    const padded = window.padding === 0 ? '' : ' with its padding';
    return {
      at: 'kernel',
      expected: `a kernel of at most ${side}: the picture is ${height} × ${width}${padded}`,
    };
  }
  return [channels, places(height, window), places(width, window)];
}
