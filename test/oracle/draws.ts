/** `torch.rand` and `torch.randn` on the CPU, which the lab itself never calls: it fills tensors. */
import { requireCount } from '../../src/torch/float32.ts';
import type { Generator } from '../../src/torch/mt19937.ts';
import { fillNormal } from '../../src/torch/normal.ts';

/** `torch.rand(count)`: [count] float32 numbers in [0, 1). One draw each. */
export function rand(count: number, generator: Generator): Float32Array {
  requireCount('draw uniform numbers', 'the count', count, 0);
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = generator.nextFloat32();
  return values;
}

/** `torch.randn(count)`: [count] float32 numbers of mean 0 and standard deviation 1. */
export function randn(count: number, generator: Generator): Float32Array {
  requireCount('draw normal numbers', 'the count', count, 0);
  return fillNormal(new Float32Array(count), 0, 1, generator);
}
