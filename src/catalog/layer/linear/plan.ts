import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerPlan } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  // PyTorch's own bound for the weight, √3 · √(2 / (1 + √5²)) / √inputs, is the same float32 for every fan-in of
  // 1 … 4096. Source: torch/nn/modules/linear.py, reset_parameters.
  fill: (_, [inputs = 0]) => ({ bound: 1 / Math.sqrt(inputs) }),
  fans: ([inputs = 0], { width }) => ({ fanIn: inputs, fanOut: width }),
} satisfies LayerPlan<SettingsOf<typeof meta.fields>>;
