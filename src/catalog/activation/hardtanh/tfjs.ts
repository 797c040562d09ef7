import {
  greater,
  less,
  logicalAnd,
  maximum,
  minimum,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { ActivationTfjs } from '../../kinds/activation.ts';
import type { SettingsOf } from '../../kinds/fields.ts';
import type meta from './meta.ts';

export default {
  value: (z, constants, { min, max }) =>
    minimum(
      maximum(z, constants.get(`hardtanh ${min}`, min)),
      constants.get(`hardtanh ${max}`, max),
    ),
  through: (gradient, output, constants, { min, max }) => {
    const within = logicalAnd(
      greater(output, constants.get(`hardtanh ${min}`, min)),
      less(output, constants.get(`hardtanh ${max}`, max)),
    );
    return where(within, gradient, zerosLike(gradient));
  },
} satisfies ActivationTfjs<SettingsOf<typeof meta.fields>>;
