import { add, conv2d, transpose, type Tensor4D } from '@tensorflow/tfjs-core';
import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerGraph } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  needs: ['Conv2DBackpropInput', 'Conv2DBackpropFilter'],
  output: (x, { weight, bias }, { stride, padding }) => {
    const kernel = transpose(weight as Tensor4D, [2, 3, 1, 0]);
    const z = conv2d(x as Tensor4D, kernel, stride, padding, 'NHWC', 1, 'floor');
    return bias === undefined ? z : add(z, bias);
  },
} satisfies LayerGraph<SettingsOf<typeof meta.fields>>;
