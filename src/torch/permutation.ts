/** Random permutations: `torch.randperm` on the CPU. */
import type { Generator } from './mt19937.ts';
import { requireCount } from './float32.ts';

/** From here on PyTorch uses 64 random bits per swap: ⌊(2³² − 1) / 20⌋. */
const largeCount = 214_748_364;

/**
 * `torch.randperm(count)`: [count] with 0 … count − 1 in random order. Costs count − 1 draws
 * (2 · count draws from 214,748,364 on). Throws RangeError where the count is not an integer
 * of 0 … 2³¹ − 1.
 * Source: ATen/native/TensorFactories.cpp, randperm_cpu.
 */
export function randomPermutation(count: number, generator: Generator): Int32Array {
  requireCount('draw a permutation', 'the count', count, 0);
  if (count > 0x7fffffff) {
    throw new RangeError(`Cannot draw a permutation: ${count} numbers do not fit an Int32Array`);
  }
  return count < largeCount ? shuffled(count, generator) : insideOut(count, generator);
}

/** Makes and discards the draws that `randomPermutation(count)` costs. */
export function discardPermutation(count: number, generator: Generator): void {
  const draws = count < largeCount ? count - 1 : 2 * count;
  for (let i = 0; i < draws; i++) generator.nextUint32();
}

/** Fisher–Yates from the front: position i is swapped with a random position from i on. */
function shuffled(count: number, generator: Generator): Int32Array {
  const order = new Int32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  for (let i = 0; i < count - 1; i++) {
    const j = i + (generator.nextUint32() % ((count - i) >>> 0));
    const taken = order[i]!;
    order[i] = order[j]!;
    order[j] = taken;
  }
  return order;
}

/**
 * The inside-out Fisher–Yates of PyTorch's branch for large counts, for which 32 random bits would
 * favour some positions. Exported for its tests, because 214,748,364 numbers take half a minute (compared
 * once with torch.randperm: equal).
 */
export function insideOut(count: number, generator: Generator): Int32Array {
  const order = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const j = random64Modulo(i + 1, generator);
    order[i] = order[j]!;
    order[j] = i;
  }
  return order;
}

/** random64() mod `modulus` (< 2³²) without bigint: 16 bits at a time stay below 2⁵³. */
function random64Modulo(modulus: number, generator: Generator): number {
  const high = generator.nextUint32();
  const low = generator.nextUint32();
  const upper = ((high % modulus) * 0x10000 + (low >>> 16)) % modulus;
  return (upper * 0x10000 + (low & 0xffff)) % modulus;
}
