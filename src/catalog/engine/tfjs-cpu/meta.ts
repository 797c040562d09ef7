import type { EngineMeta } from '../../kinds/engine.ts';

export default {
  label: 'TensorFlow.js in plain JavaScript',
  order: 4,
  // 2: what float32 cannot hold, and epsilons below 1e-8, are PyTorch's.
  revision: 2,
  auto: 'plain JavaScript',
} as const satisfies EngineMeta;
