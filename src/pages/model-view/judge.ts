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
  | {
      readonly task: 'classification';
      readonly names: readonly string[];
      readonly matrix: number[][];
      /** Null where the rows are no images. */
      readonly images: JudgedImages | null;
    }
  | { readonly task: 'regression'; readonly table: JudgedTable };

export const leastSquaresName = 'Least squares';
/** Multiplications that least squares may take on the page's own thread, some 20 ms. */
const mostLinear = 2e7;

/** Of a table of one's own, only the columns' names are known. */
const describedFeatures = ({ name, featureNames }: Dataset) =>
  name === 'table'
    ? featureNames.map((each) => ({ name: each, meaning: each, unit: '' }))
    : datasetInfo[name].features;

/** @param outputs of the model for the test part, [rows, outputs] */
export function judge(model: TrainedModel, dataset: Dataset, outputs: Float32Array): Judged {
  const data = trialData(dataset, model.trial.dataset, model.trial.seed);
  const { test } = data;
  if (data.task === 'classification') {
    const names = dataset.classNames;
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
      names,
      matrix,
      images:
        dataset.name === 'table'
          ? null
          : { pixels, truths: test.targets, predicted, probabilities, names },
    };
  }
  const { train } = data;
  let sum = 0;
  for (const value of train.targets) sum += value;
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
        ...(train.count * (data.inputs + 1) ** 2 > mostLinear
          ? []
          : [
              [
                leastSquaresName,
                errorsOf(linearPredictions(test, leastSquares(train)), test.targets),
              ] as const,
            ]),
        ['The training mean', errorsOf(mean, test.targets)],
      ],
      features: describedFeatures(dataset).map((feature, column) => ({
        ...feature,
        ...range(features, inputs, column),
      })),
      district: (row) => {
        const from = rows[row]! * inputs;
        const mean = data.statistics?.mean;
        // What is missing was filled in with the mean.
        return Array.from(features.subarray(from, from + inputs), (value, column) =>
          Number.isNaN(value) ? (mean?.[column] ?? 0) : value,
        );
      },
    },
  };
}

function range(features: ArrayLike<number>, inputs: number, column: number) {
  const all = Float64Array.from(
    { length: features.length / inputs },
    (_, row) => features[row * inputs + column]!,
  );
  const values = all.filter((value) => !Number.isNaN(value)).sort();
  const at = (share: number) => values[Math.round(share * (values.length - 1))] ?? 0;
  return { low: at(0.01), high: at(0.99), median: at(0.5) };
}
