import { add, mean, mul, rsqrt, square, sub } from '@tensorflow/tfjs-core';
import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerGraph } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  output: (x, { weight, bias }, { epsilon }) => {
    const centred = sub(x, mean(x, -1, true));
    const variance = mean(square(centred), -1, true);
    return add(mul(mul(centred, rsqrt(add(variance, epsilon))), weight!), bias!);
  },
} satisfies LayerGraph<SettingsOf<typeof meta.fields>>;
