/**
 * The order in which `torch.utils.data.DataLoader` (num_workers=0) visits its rows, with exactly
 * the draws that each pass costs. Batches are consecutive slices of an epoch's order, the last one
 * short; neither the batch size nor drop_last changes the draws.
 * Source: torch/utils/data/dataloader.py (_BaseDataLoaderIter) and sampler.py (RandomSampler).
 */
import type { Generator } from './mt19937.ts';
import { requireCount } from './float32.ts';
import { discardPermutation, randomPermutation } from './permutation.ts';

export interface LoaderOrder {
  /** One whole pass: the rows in the order of visit, [rows]. */
  nextEpoch(): Int32Array;
  /**
   * A pass that is interrupted before its sampler runs dry, such as after the first of several
   * batches: the same order as `nextEpoch`, without the draws that only a whole pass costs.
   */
  interruptedEpoch(): Int32Array;
}

/** Every `iter(loader)` draws the seed that worker processes would get, even with none of them. */
function drawBaseSeed(generator: Generator): void {
  generator.nextUint32();
  generator.nextUint32();
}

/**
 * `DataLoader(dataset, shuffle=True, generator=generator)` over `rows` rows. A whole pass costs
 * 2 + 2 (rows − 1) draws: once exhausted, the sampler draws another permutation of which it yields
 * nothing. Throws RangeError where `rows` is not a positive integer.
 */
export function explicitOrder(rows: number, generator: Generator): LoaderOrder {
  requireCount('order the rows', 'their count', rows, 1);
  const interruptedEpoch = (): Int32Array => {
    drawBaseSeed(generator);
    return randomPermutation(rows, generator);
  };
  return {
    interruptedEpoch,
    nextEpoch() {
      const order = interruptedEpoch();
      discardPermutation(rows, generator);
      return order;
    },
  };
}
