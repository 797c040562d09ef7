import { mul, sigmoid, sub } from '@tensorflow/tfjs-core';
import type { ActivationTfjs } from '../../kinds/activation.ts';

export default {
  fused: { name: 'sigmoid' },
  value: (z) => sigmoid(z),
  through: (gradient, output, { one }) => mul(gradient, mul(output, sub(one, output))),
} satisfies ActivationTfjs;
