import { add, mul, sigmoid, sub } from '@tensorflow/tfjs-core';
import type { ActivationTfjs } from '../../kinds/activation.ts';

export default {
  value: (z) => mul(z, sigmoid(z)),
  through: (gradient, z, { one }) => {
    const share = sigmoid(z);
    return mul(gradient, mul(share, add(one, mul(z, sub(one, share)))));
  },
} satisfies ActivationTfjs;
