import type { ActivationPython } from '../../kinds/activation.ts';

export default {
  callable: 'torch.sigmoid',
  module: () => 'nn.Sigmoid()',
} satisfies ActivationPython;
