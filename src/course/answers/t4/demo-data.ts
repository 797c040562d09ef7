/** The data of T4's numerical example. */
import { columnStatistics } from '../../../data/prepare-trial.ts';
import { splitRows } from '../../../data/split.ts';
import type { Dataset } from '../../../protocol/dataset.ts';
import { problemOf, type Problem } from '../../theory/least-squares/problem.ts';

export interface Sample {
  readonly name: string;
  readonly text: string;
}

export const samples: readonly Sample[] = [
  {
    name: 'small',
    text: '1, 0.5, 1.2\n2, 1.5, 1.9\n3, 1, 3.1\n1.5, 2, 1\n2.5, 0.2, 2.9',
  },
  {
    name: 'singular: one feature repeated',
    text: '1, 1, 2\n2, 2, 4.2\n3, 3, 5.9',
  },
  {
    name: 'ill-conditioned',
    text: '1, 0.9, 1\n2, 2.1, 2.2\n3, 2.95, 2.8\n-1, -1.05, -1.1',
  },
];

/** The seed of the split, as everywhere in the lab. */
const seed = 433;

/**
 * Least squares on the training set: features standardised, the training mean subtracted from the
 * target, so that no intercept is needed. Some milliseconds for 15,480 rows.
 * @param chosen columns of the dataset
 */
export function housingProblem(dataset: Dataset, chosen: readonly number[]): Problem {
  const { inputs, features, targets } = dataset;
  const { train } = splitRows(dataset, seed);
  const { mean, deviation } = columnStatistics(features, inputs, train);
  const x = new Float64Array(train.length * chosen.length);
  let sum = 0;
  for (const row of train) sum += targets[row]!;
  const targetMean = sum / train.length;
  const y = Float64Array.from(train, (row) => targets[row]! - targetMean);
  train.forEach((row, i) => {
    chosen.forEach((column, j) => {
      x[i * chosen.length + j] =
        (features[row * inputs + column]! - mean[column]!) / (deviation[column]! || 1);
    });
  });
  return problemOf(x, y, chosen.length);
}
