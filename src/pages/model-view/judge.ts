/** What a model says of its test part, made once for all the figures that show it. */
import type { JudgedImages } from '../../components/image-browser/element.ts';
import type { Districts, WhatIfFeature } from '../../components/what-if/element.ts';
import { breathe, inPieces } from '../../datasets/breathe.ts';
import { trialDataSteps } from '../../datasets/prepare-trial.ts';
import { datasetInfo } from '../../datasets/registry.ts';
import { splitRows } from '../../datasets/split.ts';
import type { Dataset, TrialData } from '../../datasets/types.ts';
import { largest, softmax } from '../../model/forward.ts';
import {
  errorsOf,
  leastSquaresSteps,
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
  readonly districts: Districts;
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

/** Rows of scores between two breaths, a few milliseconds. */
const stretch = 500;

/**
 * Works in pieces of a few milliseconds, because the page's own thread does it. Throws the signal's
 * reason once it is aborted.
 * @param outputs of the model for the test part, [rows, outputs]
 */
export async function judge(
  model: TrainedModel,
  dataset: Dataset,
  outputs: Float32Array,
  signal: AbortSignal,
): Promise<Judged> {
  const pause = async () => {
    await breathe();
    signal.throwIfAborted();
  };
  await pause();
  const steps = trialDataSteps(dataset, model.trial.dataset, model.trial.seed);
  const data = await inPieces(steps, pause);
  await pause();
  return data.task === 'classification'
    ? judgeImages(data, dataset, outputs, pause)
    : judgeTable(data, dataset, model.trial.seed, outputs, pause);
}

type Pause = () => Promise<void>;

async function judgeImages(
  { test }: TrialData,
  { name, classNames }: Dataset,
  outputs: Float32Array,
  pause: Pause,
): Promise<Judged> {
  const names = name === 'table' ? classNames : datasetInfo[name].classNames;
  const classes = names.length;
  const probabilities = new Float32Array(outputs.length);
  const predicted = new Uint8Array(test.count);
  const matrix = names.map(() => names.map(() => 0));
  for (let row = 0; row < test.count; row++) {
    if (row % stretch === 0) await pause();
    const scores = outputs.subarray(row * classes, (row + 1) * classes);
    probabilities.set(softmax(scores), row * classes);
    const said = largest(scores);
    predicted[row] = said;
    const counts = matrix[test.targets[row]!]!;
    counts[said] = counts[said]! + 1;
  }
  const { features: pixels, targets: truths } = test;
  return {
    task: 'classification',
    names,
    images: name === 'table' ? null : { pixels, truths, predicted, probabilities, names },
    matrix,
  };
}

async function judgeTable(
  { train, test, inputs: columns, statistics }: TrialData,
  dataset: Dataset,
  seed: number,
  predicted: Float32Array,
  pause: Pause,
): Promise<Judged> {
  const quick = train.count * (columns + 1) ** 2 <= mostLinear;
  const weights = quick ? await inPieces(leastSquaresSteps(train), pause) : null;
  await pause();
  const linear = weights === null ? null : linearPredictions(test, weights);
  await pause();
  let sum = 0;
  for (const value of train.targets) sum += value;
  const mean = new Float64Array(test.count).fill(sum / train.count);
  const truths = test.targets;
  const errors = [
    ['This network', errorsOf(predicted, truths)],
    ...(linear === null ? [] : [[leastSquaresName, errorsOf(linear, truths)] as const]),
    ['The training mean', errorsOf(mean, truths)],
  ] as const;
  const { features, inputs } = dataset;
  const shown: WhatIfFeature[] = [];
  for (const [column, feature] of describedFeatures(dataset).entries()) {
    await pause();
    shown.push({ ...feature, ...range(features, inputs, column) });
  }
  await pause();
  const rows = splitRows(dataset, seed).test;
  const at: Districts['at'] = (row) => {
    const from = rows[row]! * inputs;
    // What is missing was filled in with the mean.
    const filled = Array.from(features.subarray(from, from + inputs), (value, column) =>
      Number.isNaN(value) ? (statistics?.mean[column] ?? 0) : value,
    );
    return { features: filled, truth: truths[row]! };
  };
  const districts = { count: test.count, at };
  return { task: 'regression', table: { predicted, truths, errors, features: shown, districts } };
}

/** The 1st and the 99th percentile of a column of the whole dataset, and its median; gaps left out. */
function range(features: ArrayLike<number>, inputs: number, column: number) {
  const all = Float64Array.from(
    { length: features.length / inputs },
    (_, row) => features[row * inputs + column]!,
  );
  const values = all.filter((value) => !Number.isNaN(value)).sort();
  const at = (share: number) => values[Math.round(share * (values.length - 1))] ?? 0;
  return { low: at(0.01), high: at(0.99), median: at(0.5) };
}
