import type { EngineMeta } from '../../kinds/engine.ts';

export default {
  label: 'the lab’s own, on WebAssembly',
  order: 1,
  exact: true,
  relaxed: 'relaxed SIMD',
  compared: true,
  // 2: what float32 cannot hold, and epsilons below 1e-8, are PyTorch's.
  revision: 2,
  auto: 'WebAssembly SIMD',
} as const satisfies EngineMeta;
