/** What a model says of its test part, made once for all the figures that show it. */
import type { JudgedImages } from '../../components/image-browser/element.ts';
import type { WhatIfFeature } from '../../components/what-if/element.ts';
import { trialData } from '../../datasets/prepare-trial.ts';
import { datasetInfo } from '../../datasets/registry.ts';
import { splitRows } from '../../datasets/split.ts';
import type { Dataset } from '../../datasets/types.ts';
import { largest, softmax } from '../../model/forward.ts';
import {
  errorsOf,
  leastSquares,
  linearPredictions,
  type Errors,
} from '../../model/least-squares.ts';
import type { TrainedModel } from '../../model/types.ts';

export interface JudgedTable {
  readonly predicted: Float32Array;
  readonly truths: ArrayLike<number>;
  /** By name: the network, least squares and the training mean. */
  readonly errors: readonly (readonly [string, Errors])[];
  readonly features: readonly WhatIfFeature[];
  /** A row of the test part, as raw features. */
  readonly district: (row: number) => readonly number[];
}

export type Judged =
  | { readonly task: 'classification'; readonly images: JudgedImages; readonly matrix: number[][] }
  | { readonly task: 'regression'; readonly table: JudgedTable };

/** @param outputs of the model for the test part, [rows, outputs] */
export function judge(model: TrainedModel, dataset: Dataset, outputs: Float32Array): Judged {
  const data = trialData(dataset, model.trial.dataset, model.trial.seed);
  const { test } = data;
  if (data.task === 'classification') {
    const names = datasetInfo[dataset.name].classNames;
    const classes = names.length;
    const probabilities = new Float32Array(outputs.length);
    const predicted = new Uint8Array(test.count);
    const matrix = names.map(() => names.map(() => 0));
    for (let row = 0; row < test.count; row++) {
      const scores = outputs.subarray(row * classes, (row + 1) * classes);
      probabilities.set(softmax(scores), row * classes);
      const said = largest(scores);
      predicted[row] = said;
      const counts = matrix[test.targets[row]!]!;
      counts[said] = counts[said]! + 1;
    }
    const pixels = test.features;
    return {
      task: 'classification',
      images: { pixels, truths: test.targets, predicted, probabilities, names },
      matrix,
    };
  }
  const { train } = data;
  let sum = 0;
  for (const value of train.targets) sum += value;
  const linear = linearPredictions(test, leastSquares(train));
  const mean = new Float64Array(test.count).fill(sum / train.count);
  const { features, inputs } = dataset;
  const rows = splitRows(dataset, model.trial.seed).test;
  return {
    task: 'regression',
    table: {
      predicted: outputs,
      truths: test.targets,
      errors: [
        ['This network', errorsOf(outputs, test.targets)],
        ['Least squares', errorsOf(linear, test.targets)],
        ['The training mean', errorsOf(mean, test.targets)],
      ],
      features: datasetInfo[dataset.name].features.map((feature, column) => ({
        ...feature,
        ...range(features, inputs, column),
      })),
      district: (row) => {
        const from = rows[row]! * inputs;
        return Array.from(features.subarray(from, from + inputs));
      },
    },
  };
}

function range(features: ArrayLike<number>, inputs: number, column: number) {
  const count = features.length / inputs;
  const values = Float64Array.from(
    { length: count },
    (_, row) => features[row * inputs + column]!,
  ).sort();
  const at = (share: number) => values[Math.round(share * (count - 1))]!;
  return { low: at(0.01), high: at(0.99), median: at(0.5) };
}
