/** Which rows of a dataset train and which test. */
import { Generator } from '../torch/mt19937.ts';
import { randomSplit } from '../torch/split.ts';
import type { Dataset } from '../protocol/dataset.ts';

export interface Split {
  /** Row indices into the dataset, in the parts' order. */
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/**
 * `random_split(all, [trainCount, testCount], generator=torch.Generator().manual_seed(seed))` for a
 * dataset that is split by seed; the first trainCount rows and the rest for a published split.
 */
export function splitRows(
  dataset: Pick<Dataset, 'split' | 'trainCount' | 'testCount'>,
  seed: number,
): Split {
  const { trainCount, testCount } = dataset;
  if (dataset.split === 'seeded') {
    const [train, test] = randomSplit([trainCount, testCount], new Generator(seed));
    return { train: train ?? new Int32Array(), test: test ?? new Int32Array() };
  }
  const rows = Int32Array.from({ length: trainCount + testCount }, (_, row) => row);
  return { train: rows.subarray(0, trainCount), test: rows.subarray(trainCount) };
}
