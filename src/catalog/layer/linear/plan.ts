import type { LayerPlan } from '../../kinds/layer.ts';

export default {
  // PyTorch's own bound for the weight, √3 · √(2 / (1 + √5²)) / √inputs, is the same float32 for every fan-in of
  // 1 … 4096. Source: torch/nn/modules/linear.py, reset_parameters.
  bound: (_, [inputs = 0]) => 1 / Math.sqrt(inputs),
} satisfies LayerPlan;
