import { reshape, transpose } from '@tensorflow/tfjs-core';
import type { LayerGraph } from '../../kinds/layer.ts';

export default {
  output: (x, _, __, { outputs: [features = 0] }) =>
    reshape(x.rank === 4 ? transpose(x, [0, 3, 1, 2]) : x, [x.shape[0], features]),
} satisfies LayerGraph<object>;
