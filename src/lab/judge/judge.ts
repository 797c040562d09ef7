/** A model's results on its test part, computed once for all figures that show them. */
import { viewOf } from '../../document/parameters.ts';
import type { ClassFigure } from '../../catalog/kinds/metric.ts';
import { unequalClassFigures } from '../class-figures.ts';
import { yieldToEventLoop, inPieces } from '../../base/event-loop.ts';
import { trialDataSteps } from '../../data/prepare-trial.ts';
import { splitRows } from '../../data/split.ts';
import type { Dataset, TrialData } from '../../protocol/dataset.ts';
import { largest, softmax } from '../model/forward.ts';
import { leastSquaresSteps, linearPredictions } from '../model/least-squares.ts';
import { regressionFigures } from '../model/regression-figures.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';
import type { Districts, JudgedImages } from './types.ts';
import { whatIfParts, type WhatIfParts } from './what-if-parts.ts';

/** Figures by their keys in a record. */
export type TestFigures = ReturnType<typeof regressionFigures>;

export interface JudgedTable extends WhatIfParts {
  readonly predicted: Float32Array;
  readonly truths: ArrayLike<number>;
  /** By name: the network, least squares and the training mean. */
  readonly errors: readonly (readonly [string, TestFigures])[];
  readonly districts: Districts;
}

export type Judged =
  | {
      readonly task: 'classification';
      readonly names: readonly string[];
      readonly matrix: number[][];
      /** Per class; null if classes are equal, because the accuracy says the same. */
      readonly classFigures: readonly ClassFigure[] | null;
      /** Null if the rows are not images. */
      readonly images: JudgedImages | null;
    }
  | { readonly task: 'regression'; readonly table: JudgedTable };

export const leastSquaresName = 'Least squares';
/** Maximum multiplications for least squares on the main thread, about 20 ms. */
const maxLinear = 2e7;

/** Rows of scores between two pauses, a few milliseconds. */
const rowsBetweenPauses = 500;

/**
 * Works in pieces of a few milliseconds, because it runs on the main thread. Throws the signal's
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
    await yieldToEventLoop();
    signal.throwIfAborted();
  };
  await pause();
  const steps = trialDataSteps(dataset, model.trial.dataset, model.trial.seed);
  const data = await inPieces(steps, pause);
  await pause();
  return data.task === 'classification'
    ? judgeClasses(data, dataset, model.trial, outputs, pause)
    : judgeTable(data, dataset, model.trial.seed, outputs, pause);
}

type Pause = () => Promise<void>;

async function judgeClasses(
  { train, test }: TrialData,
  { classNames: names }: Dataset,
  trial: TrainedModel['trial'],
  outputs: Float32Array,
  pause: Pause,
): Promise<Judged> {
  const classes = names.length;
  const probabilities = new Float32Array(outputs.length);
  const predicted = new Uint8Array(test.count);
  const matrix = names.map(() => names.map(() => 0));
  for (let row = 0; row < test.count; row++) {
    if (row % rowsBetweenPauses === 0) await pause();
    const scores = outputs.subarray(row * classes, (row + 1) * classes);
    probabilities.set(softmax(scores), row * classes);
    const said = largest(scores);
    predicted[row] = said;
    const counts = matrix[test.targets[row]!]!;
    counts[said] = counts[said]! + 1;
  }
  const counted = names.map(() => 0);
  for (const target of train.targets) counted[target]! += 1;
  const sums = matrix.map((row) => row.reduce((sum, value) => sum + value, 0));
  const classFigures = unequalClassFigures(trial, {
    train: counted,
    test: sums,
    confusion: matrix,
  });
  const { features: pixels, targets: truths } = test;
  return {
    task: 'classification',
    names,
    images:
      viewOf(trial.dataset) !== 'images'
        ? null
        : { pixels, truths, predicted, probabilities, names },
    matrix,
    classFigures,
  };
}

async function judgeTable(
  { train, test, inputs: columns, statistics }: TrialData,
  dataset: Dataset,
  seed: number,
  predicted: Float32Array,
  pause: Pause,
): Promise<Judged> {
  const quick = train.count * (columns + 1) ** 2 <= maxLinear;
  const weights = quick ? await inPieces(leastSquaresSteps(train), pause) : null;
  await pause();
  const linear = weights === null ? null : linearPredictions(test, weights);
  await pause();
  let sum = 0;
  for (const value of train.targets) sum += value;
  const mean = new Float64Array(test.count).fill(sum / train.count);
  const truths = test.targets;
  const errors = [
    ['This network', regressionFigures(predicted, truths)],
    ...(linear === null ? [] : [[leastSquaresName, regressionFigures(linear, truths)] as const]),
    ['The training mean', regressionFigures(mean, truths)],
  ] as const;
  const { features, inputs } = dataset;
  const whatIf = await whatIfParts(dataset, statistics, pause);
  await pause();
  const rows = splitRows(dataset, seed).test;
  const at: Districts['at'] = (row) => {
    const from = rows[row]! * inputs;
    // Missing values were filled in with the mean.
    const filled = Array.from(features.subarray(from, from + inputs), (value, column) =>
      Number.isNaN(value) ? (statistics?.mean[column] ?? 0) : value,
    );
    return { features: filled, truth: truths[row]! };
  };
  const districts = { count: test.count, at };
  return { task: 'regression', table: { predicted, truths, errors, ...whatIf, districts } };
}
