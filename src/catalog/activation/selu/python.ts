import type { ActivationPython } from '../../kinds/activation.ts';

export default {
  callable: 'nn.functional.selu',
  module: () => 'nn.SELU()',
} satisfies ActivationPython;
