import type { EngineMeta } from '../../kinds/engine.ts';

export default {
  label: 'TensorFlow.js on WebGPU',
  order: 2,
  gpu: true,
  // 2: what float32 cannot hold, and epsilons below 1e-8, are PyTorch's.
  revision: 2,
  auto: 'a WebGPU adapter was found',
} as const satisfies EngineMeta;
