import { leakyRelu, mul, step } from '@tensorflow/tfjs-core';
import type { ActivationTfjs } from '../../kinds/activation.ts';

/** PyTorch's default slope of nn.LeakyReLU. */
const slope = 0.01;

export default {
  fused: { name: 'leakyrelu', alpha: slope },
  value: (z) => leakyRelu(z, slope),
  through: (gradient, output) => mul(gradient, step(output, slope)),
} satisfies ActivationTfjs;
