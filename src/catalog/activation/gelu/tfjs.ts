import { add, erf, exp, mul, square, sub, tanh, type Tensor2D } from '@tensorflow/tfjs-core';
import type { ActivationTfjs } from '../../kinds/activation.ts';
import type { Constants } from '../../kinds/constants.ts';
import type { SettingsOf } from '../../kinds/fields.ts';
import type meta from './meta.ts';

/** Φ(z); tfjs's erf is good to 1.5e-7. */
function distribution(z: Tensor2D, constants: Constants): Tensor2D {
  const scaled: Tensor2D = mul(z, constants.get('root of half', Math.SQRT1_2));
  return mul(add(erf(scaled), constants.one), constants.get('half', 0.5));
}

/** Of the approximation: tanh(√(2/π) (z + 0.044715 z³)). */
function bend(z: Tensor2D, constants: Constants): Tensor2D {
  const cube: Tensor2D = mul(mul(square(z), z), constants.get('of cube', 0.044715));
  return tanh(mul<Tensor2D>(add(z, cube), constants.get('root of 2/π', Math.sqrt(2 / Math.PI))));
}

/** The slope of the approximation. */
function bendSlope(z: Tensor2D, constants: Constants): Tensor2D {
  const { one } = constants;
  const half = constants.get('half', 0.5);
  const bent = bend(z, constants);
  const rate: Tensor2D = add(mul(square(z), constants.get('three of cube', 3 * 0.044715)), one);
  const steep: Tensor2D = mul(
    sub(one, square(bent)),
    constants.get('root of 2/π', Math.sqrt(2 / Math.PI)),
  );
  return add(mul(add(one, bent), half), mul(mul(mul(z, half), steep), rate));
}

type Settings = SettingsOf<typeof meta.fields>;

export default {
  value: (z, constants, { approximate }) =>
    approximate === 'tanh'
      ? mul(mul(z, constants.get('half', 0.5)), add(constants.one, bend(z, constants)))
      : mul(z, distribution(z, constants)),
  through: (gradient, z, constants, { approximate }) => {
    if (approximate === 'tanh') return mul(gradient, bendSlope(z, constants));
    const phi: Tensor2D = exp(mul<Tensor2D>(square(z), constants.get('minus half', -0.5)));
    const density: Tensor2D = mul(phi, constants.get('density at 0', 1 / Math.sqrt(2 * Math.PI)));
    return mul(gradient, add(distribution(z, constants), mul(z, density)));
  },
} satisfies ActivationTfjs<Settings>;
