import { avgPool, pad, type Tensor4D } from '@tensorflow/tfjs-core';
import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerGraph } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  needs: ['AvgPoolGrad'],
  // tfjs leaves padding out of the mean, PyTorch does not.
  output: (x, _, { kernel, stride = kernel, padding }) => {
    const around: [number, number] = [padding, padding];
    const padded = pad(x as Tensor4D, [[0, 0], around, around, [0, 0]]);
    return avgPool(padded, kernel, stride, 'valid', 'floor');
  },
} satisfies LayerGraph<SettingsOf<typeof meta.fields>>;
