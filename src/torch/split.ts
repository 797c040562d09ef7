/** Random splits: `torch.utils.data.random_split`. */
import type { Generator } from './mt19937.ts';
import { requireCount } from './float32.ts';
import { randomPermutation } from './permutation.ts';

/**
 * `random_split(dataset, lengths, generator)`: one permutation of all rows, cut into consecutive
 * pieces. Returns the row indices of each part, [lengths[i]] each. Throws RangeError where a length
 * is not an integer of at least 0. The lengths' sum is the dataset's size; fractions are not
 * supported.
 */
export function randomSplit(lengths: readonly number[], generator: Generator): Int32Array[] {
  for (const length of lengths) requireCount('split at random', 'a length', length, 0);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const order = randomPermutation(total, generator);
  let from = 0;
  return lengths.map((length) => order.slice(from, (from += length)));
}
