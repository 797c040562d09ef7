import type { ActivationPython } from '../../kinds/activation.ts';

export default {
  callable: 'nn.functional.silu',
  module: () => 'nn.SiLU()',
} satisfies ActivationPython;
