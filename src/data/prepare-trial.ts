/** Turns a dataset into the data that one trial trains and is measured on. */
import type { DatasetSettings } from '../document/schema.ts';
import { inOneGo, pieceSize } from '../base/event-loop.ts';
import { splitRows } from './split.ts';
import type { ColumnStatistics, Dataset, Part, TrialData } from '../protocol/dataset.ts';

/** Which rows are kept; without `validation`, none are held out. */
type Kept = Omit<DatasetSettings, 'validation'> & { readonly validation?: number | null };

/**
 * The trial's parts. Pixels are views into the dataset, not copies. Other features are standardised
 * with the mean and the population standard deviation of the training rows in use, in float64, and
 * then become float32; targets become float32 as they are.
 *
 * `trainSize` and `testSize` keep the first rows of a part in the split's order, so that a smaller
 * trial sees a subset of a larger one's. The statistics are those of the rows kept: a trial on 100
 * rows knows nothing of the others, and neither does the exported PyTorch program.
 * Where a feature is missing (NaN), the mean of the training rows in which it is known is filled in
 * before the deviation is taken.
 *
 * `validation` holds out the last rows of the whole training part, so that trials of different `trainSize`
 * are selected on the same rows. They are excluded from the statistics too.
 */
export const trialData = (dataset: Dataset, settings: Kept, seed: number): TrialData =>
  inOneGo(trialDataSteps(dataset, settings, seed));

/** The same in pieces of a few milliseconds, for the page's own thread; see inPieces. */
export function* trialDataSteps(
  dataset: Dataset,
  settings: Kept,
  seed: number,
): Generator<void, TrialData, void> {
  const { task, inputs, outputs, targets } = dataset;
  const features = withNoise(dataset, settings.noise);
  const held = Math.min(settings.validation ?? 0, dataset.trainCount - 1);
  const left = dataset.trainCount - held;
  const trainSize = Math.min(settings.trainSize ?? left, left);
  const testSize = Math.min(settings.testSize ?? dataset.testCount, dataset.testCount);
  if (dataset.split === 'published' && features instanceof Uint8Array) {
    const part = (from: number, count: number): Part => ({
      features: features.subarray(from * inputs, (from + count) * inputs),
      divisor: 255,
      targets: narrow(targets.subarray(from, from + count)),
      count,
    });
    return {
      task,
      inputs,
      outputs,
      train: part(0, trainSize),
      test: part(dataset.trainCount, testSize),
      ...(held === 0 ? {} : { validation: part(left, held) }),
      statistics: null,
    };
  }
  const split = splitRows(dataset, seed);
  const train = split.train.subarray(0, trainSize);
  yield;
  const statistics = yield* columnStatisticsSteps(features, inputs, train);
  function* part(rows: Int32Array): Generator<void, Part, void> {
    return {
      features: yield* standardised(features, inputs, rows, statistics),
      divisor: 1,
      targets:
        targets instanceof Uint8Array
          ? Uint8Array.from(rows, (row) => targets[row]!)
          : Float32Array.from(rows, (row) => targets[row] ?? Number.NaN),
      count: rows.length,
    };
  }
  return {
    task,
    inputs,
    outputs,
    train: yield* part(train),
    test: yield* part(split.test.subarray(0, testSize)),
    ...(held === 0 ? {} : { validation: yield* part(split.train.subarray(left)) }),
    statistics,
  };
}

/** The features at the noise that a document sets; those of the dataset if it sets none. */
function withNoise({ features, noise }: Dataset, level: number | undefined): Dataset['features'] {
  if (level === undefined || noise === undefined) return features;
  const { clean, draws } = noise;
  return clean.map((value, at) => value + level * draws[at]!);
}

/**
 * Mean and population standard deviation of every feature over the given rows, in two passes in
 * float64: σ² = Σ(x − μ)² / n. Missing values (NaN) count as the mean of the others: they do not
 * change it, and add nothing to the sum of squares. Where all are missing both are 0.
 */
export const columnStatistics = (
  features: Uint8Array | Float64Array,
  inputs: number,
  rows: Int32Array,
): ColumnStatistics => inOneGo(columnStatisticsSteps(features, inputs, rows));

function* columnStatisticsSteps(
  features: Uint8Array | Float64Array,
  inputs: number,
  rows: Int32Array,
): Generator<void, ColumnStatistics, void> {
  let done = 0;
  const mean = new Float64Array(inputs);
  const deviation = new Float64Array(inputs);
  for (let column = 0; column < inputs; column++) {
    done += rows.length;
    if (done >= pieceSize) {
      yield;
      done = 0;
    }
    let [sum, known, constant] = [0, 0, true];
    let first = Number.NaN;
    for (const row of rows) {
      const value = features[row * inputs + column]!;
      if (Number.isNaN(value)) continue;
      if (known === 0) first = value;
      else if (value !== first) constant = false;
      sum += value;
      known += 1;
    }
    if (known === 0) continue;
    // The rounded mean of equal values need not be that value; their deviation must still be 0.
    const mu = constant ? first : sum / known;
    let squares = 0;
    for (const row of rows) {
      const difference = features[row * inputs + column]! - mu;
      if (!Number.isNaN(difference)) squares += difference * difference;
    }
    mean[column] = mu;
    deviation[column] = Math.sqrt(squares / rows.length);
  }
  return { mean, deviation };
}

/** (x − μ) / σ of the rows, [rows, inputs]; a constant feature becomes 0, and so does a missing one. */
function* standardised(
  features: Uint8Array | Float64Array,
  inputs: number,
  rows: Int32Array,
  { mean, deviation }: ColumnStatistics,
): Generator<void, Float32Array, void> {
  const result = new Float32Array(rows.length * inputs);
  const piece = Math.max(1, Math.floor(pieceSize / inputs));
  for (let i = 0; i < rows.length; i++) {
    if (i % piece === piece - 1) yield;
    const from = rows[i]! * inputs;
    for (let column = 0; column < inputs; column++) {
      result[i * inputs + column] = standardisedValue(
        features[from + column]!,
        mean[column]!,
        deviation[column]!,
      );
    }
  }
  return result;
}

/** (x − μ) / σ, in float64; 0 where the value is missing (NaN), and x − μ where all values were equal. */
export const standardisedValue = (value: number, mean: number, deviation: number): number =>
  Number.isNaN(value) ? 0 : (value - mean) / (deviation > 0 ? deviation : 1);

const narrow = (targets: Uint8Array | Float64Array): Uint8Array | Float32Array =>
  targets instanceof Uint8Array ? targets : Float32Array.from(targets);
