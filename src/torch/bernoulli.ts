/**
 * What `Tensor.bernoulli_(q)` draws on a CPU, as `nn.Dropout` does for its masks: ATen/native/cpu/DistributionTemplates.h
 * and TransformationHelper.h. PyTorch builds with Intel's MKL take another stream on Intel processors.
 */
import type { Generator } from './mt19937.ts';

/**
 * 1 with probability q, else 0, element by element, by a float64 each.
 * Throws RangeError unless 0 ≤ q ≤ 1.
 */
export function drawBernoulli(count: number, q: number, generator: Generator): Uint8Array {
  if (!(q >= 0 && q <= 1))
    throw new RangeError(`Cannot draw with a probability of ${q}: wanted 0 to 1`);
  return new Uint8Array(count).map(() => (generator.nextFloat64() < q ? 1 : 0));
}
