/** Uniform draws: `torch.rand` and `Tensor.uniform_` on the CPU. */
import type { Generator } from './mt19937.ts';
import { fma, requireCount } from './float32.ts';

/** `torch.rand(count, dtype=torch.float64)`: [count] numbers in [0, 1). Two draws each. */
export function randFloat64(count: number, generator: Generator): Float64Array {
  requireCount('draw uniform numbers', 'the count', count, 0);
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = generator.nextFloat64();
  return values;
}

/**
 * `target.uniform_(from, to)` for a contiguous float32 tensor: fills `target` in memory order, one
 * draw each, and returns it. x·(to − from) + from is rounded once, as PyTorch's AVX2 and AVX-512
 * kernels do (fused multiply-add); a value that rounds up to `to` becomes `from`, as since 2.x.
 * Throws RangeError where from > to or where a bound is not finite.
 * Source: ATen/native/cpu/DistributionTemplates.h (uniform_kernel), TransformationHelper.h.
 */
export function fillUniform(
  target: Float32Array,
  from: number,
  to: number,
  generator: Generator,
): Float32Array {
  const low = Math.fround(from);
  const high = Math.fround(to);
  if (!(low <= high && Number.isFinite(Math.fround(high - low)))) {
    throw new RangeError(
      `Cannot fill uniformly from ${from} to ${to}: the bounds must be finite float32 numbers in rising order`,
    );
  }
  const range = Math.fround(high - low);
  for (let i = 0; i < target.length; i++) {
    const value = fma(generator.nextFloat32(), range, low);
    target[i] = value === high ? low : value;
  }
  return target;
}
