import type { EngineMeta } from '../../kinds/engine.ts';

export default {
  label: 'TensorFlow.js on WebAssembly',
  order: 3,
  // 2: what float32 cannot hold, and epsilons below 1e-8, are PyTorch's.
  revision: 2,
} as const satisfies EngineMeta;
