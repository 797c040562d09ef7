import {
  exp,
  greater,
  log1p,
  minimum,
  mul,
  sigmoid,
  where,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { ActivationTfjs } from '../../kinds/activation.ts';
import type { SettingsOf } from '../../kinds/fields.ts';
import type meta from './meta.ts';

export default {
  value: (z, constants, { beta, threshold }) => {
    const scaled: Tensor2D = mul(z, constants.get(`softplus ${beta}`, beta));
    const limit = constants.get(`softplus to ${threshold}`, threshold);
    const small: Tensor2D = mul(
      log1p(exp(minimum(scaled, limit))),
      constants.get(`softplus of ${beta}`, 1 / beta),
    );
    return where(greater(scaled, limit), z, small);
  },
  through: (gradient, z, constants, { beta, threshold }) => {
    const scaled: Tensor2D = mul(z, constants.get(`softplus ${beta}`, beta));
    const limit = constants.get(`softplus to ${threshold}`, threshold);
    return where(greater(scaled, limit), gradient, mul(gradient, sigmoid(scaled)));
  },
} satisfies ActivationTfjs<SettingsOf<typeof meta.fields>>;
