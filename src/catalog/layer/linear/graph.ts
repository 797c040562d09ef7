import { add, matMul, type Tensor2D } from '@tensorflow/tfjs-core';
import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerGraph } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  output: (x, { weight, bias }) => {
    const z = matMul(x as Tensor2D, weight as Tensor2D, false, true);
    return bias === undefined ? z : add(z, bias);
  },
} satisfies LayerGraph<SettingsOf<typeof meta.fields>>;
