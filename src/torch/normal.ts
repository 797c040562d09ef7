/** Normal draws: `Tensor.normal_` on the CPU. */
import { cosSinFloat32, logFloat32 } from './cephes.ts';
import { fma } from './float32.ts';
import type { Generator } from './mt19937.ts';

const twoPi = Math.fround(2 * Math.PI);
const block = 16;

/**
 * `target.normal_(mean, deviation)` for a contiguous float32 tensor: fills `target` and returns it.
 * PyTorch has two algorithms. Below 16 elements: Box–Muller in float64, four draws a pair, and the second
 * of a pair waits in the generator, even for another tensor. From 16 on: blocks of 16 in float32,
 * one draw an element, and if the size is not a multiple of 16, the last 16 elements are redrawn.
 * Throws RangeError where the deviation is negative or not finite.
 * Source: ATen/native/cpu/DistributionTemplates.h (normal_fill), ATen/core/DistributionsHelper.h.
 */
export function fillNormal(
  target: Float32Array,
  mean: number,
  deviation: number,
  generator: Generator,
): Float32Array {
  if (!(deviation >= 0 && Number.isFinite(deviation))) {
    throw new RangeError(
      `Cannot draw normal numbers: the deviation is ${deviation}, and must be finite and at least 0`,
    );
  }
  const size = target.length;
  if (size < block) {
    for (let i = 0; i < size; i++) target[i] = nextNormal(generator) * deviation + mean;
    return target;
  }
  const m = Math.fround(mean);
  const s = Math.fround(deviation);
  for (let i = 0; i < size; i++) target[i] = generator.nextFloat32();
  for (let i = 0; i + block <= size; i += block) transformBlock(target, i, m, s);
  if (size % block !== 0) {
    for (let i = size - block; i < size; i++) target[i] = generator.nextFloat32();
    transformBlock(target, size - block, m, s);
  }
  return target;
}

/** One float64 of mean 0 and deviation 1 by Box and Muller (1958). */
function nextNormal(generator: Generator): number {
  const cached = generator.takeCachedNormal();
  if (cached !== undefined) return cached;
  const u1 = generator.nextFloat64();
  const u2 = generator.nextFloat64();
  const radius = Math.sqrt(-2 * Math.log1p(-u2));
  const angle = 2 * Math.PI * u1;
  generator.cacheNormal(radius * Math.sin(angle));
  return radius * Math.cos(angle);
}

const cosSin = new Float32Array(2);

/** Box–Muller in place over 16 uniform numbers from `start`: j and j + 8 make a pair. */
function transformBlock(
  values: Float32Array,
  start: number,
  mean: number,
  deviation: number,
): void {
  for (let j = start; j < start + block / 2; j++) {
    const u1 = Math.fround(1 - values[j]!); // [0, 1) → (0, 1], for the logarithm
    const u2 = values[j + block / 2]!;
    const radius = Math.fround(Math.sqrt(Math.fround(-2 * logFloat32(u1))));
    cosSinFloat32(Math.fround(twoPi * u2), cosSin);
    values[j] = fma(Math.fround(radius * cosSin[0]!), deviation, mean);
    values[j + block / 2] = fma(Math.fround(radius * cosSin[1]!), deviation, mean);
  }
}
