import type { ActivationPython } from '../../kinds/activation.ts';

export default {
  callable: 'nn.Identity()',
  module: () => 'nn.Identity()',
} satisfies ActivationPython;
