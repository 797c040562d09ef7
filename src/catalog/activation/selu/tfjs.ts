import { add, greater, mul, selu, where, type Tensor2D } from '@tensorflow/tfjs-core';
import type { ActivationTfjs } from '../../kinds/activation.ts';

export default {
  value: (z) => selu(z),
  through: (gradient, output, constants) => {
    const small: Tensor2D = mul(
      gradient,
      add(output, constants.get('selu below', 1.0507009873554805 * 1.6732632423543772)),
    );
    const large: Tensor2D = mul(gradient, constants.get('selu above', 1.0507009873554805));
    return where(greater(output, constants.zero), large, small);
  },
} satisfies ActivationTfjs;
