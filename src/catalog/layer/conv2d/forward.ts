import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerForward } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  forward: (x, { weight, bias }, { channels, kernel, stride, padding }, context) => {
    const { rows } = context;
    const [depth = 0, height = 0, width = 0] = context.inputs;
    const [, high = 0, wide = 0] = context.outputs;
    const z = new Float64Array(rows * channels * high * wide);
    let at = 0;
    for (let row = 0; row < rows; row++)
      for (let o = 0; o < channels; o++)
        for (let y = 0; y < high; y++)
          for (let across = 0; across < wide; across++) {
            let sum = bias?.[o] ?? 0;
            for (let c = 0; c < depth; c++)
              for (let i = 0; i < kernel; i++) {
                const line = y * stride + i - padding;
                if (line < 0 || line >= height) continue;
                for (let j = 0; j < kernel; j++) {
                  const column = across * stride + j - padding;
                  if (column < 0 || column >= width) continue;
                  sum +=
                    x[((row * depth + c) * height + line) * width + column]! *
                    weight![((o * depth + c) * kernel + i) * kernel + j]!;
                }
              }
            z[at++] = sum;
          }
    return z;
  },
} satisfies LayerForward<SettingsOf<typeof meta.fields>>;
