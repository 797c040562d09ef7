import { add, erf, exp, mul, square, type Tensor2D } from '@tensorflow/tfjs-core';
import type { ActivationTfjs } from '../../kinds/activation.ts';
import type { Constants } from '../../kinds/constants.ts';

/** Φ(z); tfjs's erf is good to 1.5e-7. */
function distribution(z: Tensor2D, constants: Constants): Tensor2D {
  const scaled: Tensor2D = mul(z, constants.get('root of half', Math.SQRT1_2));
  return mul(add(erf(scaled), constants.one), constants.get('half', 0.5));
}

export default {
  value: (z, constants) => mul(z, distribution(z, constants)),
  through: (gradient, z, constants) => {
    const phi = exp(mul(square(z), constants.get('minus half', -0.5)));
    const density = mul(phi, constants.get('density at 0', 1 / Math.sqrt(2 * Math.PI)));
    return mul(gradient, add(distribution(z, constants), mul(z, density)));
  },
} satisfies ActivationTfjs;
