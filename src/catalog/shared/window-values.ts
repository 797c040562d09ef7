/** Goes over the windows of pooling layers, in float64. */
import type { ForwardContext } from '../kinds/layer.ts';
import type { Window } from './window.ts';

/**
 * One number for each window, [rows, channels, height, width].
 * @param x [rows, channels, height, width]
 * @param of the number of a window, given its values inside the picture, row by row
 */
export function overWindows(
  x: Float64Array,
  { kernel, stride, padding }: Window,
  { rows, inputs, outputs }: Pick<ForwardContext, 'rows' | 'inputs' | 'outputs'>,
  of: (values: readonly number[]) => number,
): Float64Array {
  const [channels = 0, height = 0, width = 0] = inputs;
  const [, high = 0, wide = 0] = outputs;
  const found = new Float64Array(rows * channels * high * wide);
  let at = 0;
  for (let plane = 0; plane < rows * channels; plane++)
    for (let y = 0; y < high; y++)
      for (let across = 0; across < wide; across++) {
        const values: number[] = [];
        for (let i = 0; i < kernel; i++) {
          const line = y * stride + i - padding;
          if (line < 0 || line >= height) continue;
          for (let j = 0; j < kernel; j++) {
            const column = across * stride + j - padding;
            if (column >= 0 && column < width)
              values.push(x[(plane * height + line) * width + column]!);
          }
        }
        found[at++] = of(values);
      }
  return found;
}
