import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerForward } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  forward: (x, { weight = [], bias = [] }, { epsilon }, { rows, inputs }) => {
    const [features = 0] = inputs;
    const y = new Float64Array(x.length);
    for (let row = 0; row < rows; row++) {
      const own = x.subarray(row * features, (row + 1) * features);
      const mean = own.reduce((sum, value) => sum + value, 0) / features;
      const variance = own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / features;
      const deviation = Math.sqrt(variance + epsilon);
      for (const [at, value] of own.entries())
        y[row * features + at] = ((value - mean) / deviation) * weight[at]! + bias[at]!;
    }
    return y;
  },
} satisfies LayerForward<SettingsOf<typeof meta.fields>>;
