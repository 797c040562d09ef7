/** `torch.utils.data.DataLoader` without a generator of its own, and without shuffling: the lab has neither. */
import { requireCount } from '../../src/torch/float32.ts';
import type { LoaderOrder } from '../../src/torch/loader-order.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import { randomPermutation } from '../../src/torch/permutation.ts';

/** Every `iter(loader)` draws the seed that worker processes would get, even with none of them. */
function drawBaseSeed(generator: Generator): void {
  generator.nextUint32();
  generator.nextUint32();
}

/**
 * `DataLoader(dataset, shuffle=True)` over `rows` rows: the global generator only seeds a private
 * one for each pass, so a pass costs 4 of its draws, whole or not. Throws RangeError where `rows`
 * is not a positive integer.
 */
export function globalOrder(rows: number, global: Generator): LoaderOrder {
  requireCount('order the rows', 'their count', rows, 1);
  const nextEpoch = (): Int32Array => {
    drawBaseSeed(global);
    // The sampler's seed is random_() of an int64, of which MT19937 keeps the low 32 bits.
    global.nextUint32();
    return randomPermutation(rows, new Generator(global.nextUint32()));
  };
  return { nextEpoch, interruptedEpoch: nextEpoch };
}

/**
 * `DataLoader(dataset, shuffle=False)` over `rows` rows: 0 … rows − 1. Even so a pass costs 2 draws
 * of its `generator=`, or of the global generator without one. Throws RangeError where `rows` is
 * not a non-negative integer.
 */
export function sequentialOrder(rows: number, generator: Generator): LoaderOrder {
  requireCount('order the rows', 'their count', rows, 0);
  const nextEpoch = (): Int32Array => {
    drawBaseSeed(generator);
    return Int32Array.from({ length: rows }, (_, row) => row);
  };
  return { nextEpoch, interruptedEpoch: nextEpoch };
}
