import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerForward } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  forward: (x, { weight, bias }, { width }, { rows, inputs: [inputs = 0] }) => {
    const z = new Float64Array(rows * width);
    for (let row = 0; row < rows; row++) {
      for (let o = 0; o < width; o++) {
        let sum = bias?.[o] ?? 0;
        for (let i = 0; i < inputs; i++) sum += x[row * inputs + i]! * weight![o * inputs + i]!;
        z[row * width + o] = sum;
      }
    }
    return z;
  },
} satisfies LayerForward<SettingsOf<typeof meta.fields>>;
