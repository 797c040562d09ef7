import { maxPool, type Tensor4D } from '@tensorflow/tfjs-core';
import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerGraph } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  needs: ['MaxPoolGrad'],
  output: (x, _, { kernel, stride = kernel, padding }) =>
    maxPool(x as Tensor4D, kernel, stride, padding, 'floor'),
} satisfies LayerGraph<SettingsOf<typeof meta.fields>>;
