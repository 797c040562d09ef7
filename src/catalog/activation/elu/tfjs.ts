import { add, expm1, greater, minimum, mul, where } from '@tensorflow/tfjs-core';
import type { ActivationTfjs } from '../../kinds/activation.ts';
import type { SettingsOf } from '../../kinds/fields.ts';
import type meta from './meta.ts';

export default {
  value: (z, constants, { alpha }) =>
    where(
      greater(z, constants.zero),
      z,
      mul(expm1(minimum(z, constants.zero)), constants.get(`elu ${alpha}`, alpha)),
    ),
  through: (gradient, output, constants, { alpha }) => {
    const slope = add(output, constants.get(`elu ${alpha}`, alpha));
    return where(greater(output, constants.zero), gradient, mul(gradient, slope));
  },
} satisfies ActivationTfjs<SettingsOf<typeof meta.fields>>;
