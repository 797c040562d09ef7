import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerPlan } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  // Weight and bias alike; as for a linear layer, PyTorch's own bound is the same float32.
  // Source: torch/nn/modules/conv.py, reset_parameters.
  fill: (_, [inputs = 0], { kernel }) => ({ bound: 1 / Math.sqrt(inputs * kernel ** 2) }),
  fans: ([inputs = 0], { channels, kernel }) => ({
    fanIn: inputs * kernel ** 2,
    fanOut: channels * kernel ** 2,
  }),
} satisfies LayerPlan<SettingsOf<typeof meta.fields>>;
