import { mean } from '@tensorflow/tfjs-core';
import type { LayerGraph } from '../../kinds/layer.ts';

export default {
  output: (x) => mean(x, [1, 2], true),
} satisfies LayerGraph<object>;
