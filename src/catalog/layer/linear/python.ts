import type { LayerPython } from '../../kinds/layer.ts';

export default {
  module: (inputs, outputs) => `nn.Linear(${inputs}, ${outputs})`,
} satisfies LayerPython;
