import { mul, square, sub, tanh } from '@tensorflow/tfjs-core';
import type { ActivationTfjs } from '../../kinds/activation.ts';

export default {
  value: (z) => tanh(z),
  through: (gradient, output, { one }) => mul(gradient, sub(one, square(output))),
} satisfies ActivationTfjs;
