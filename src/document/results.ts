/** What is measured of a trial while it trains and at its end. */
import { figureKey, mainMetric, type FiguresOf, type RecordOf } from '../catalog/lookup/metric.ts';

/** Figures of all parts of the data after an epoch. */
export type ClassificationEpoch = RecordOf<'classification'>;
export type RegressionEpoch = RecordOf<'regression'>;
export type EpochRecord = ClassificationEpoch | RegressionEpoch;

const ofClassification = figureKey('test', mainMetric('classification'));

export const isClassificationEpoch = (record: EpochRecord): record is ClassificationEpoch =>
  ofClassification in record;

/** Hidden units whose output is zero for every row of a sample, so that no gradient passes them. */
export interface DeadUnits {
  /** Share of every hidden layer's units, 0 … 1, first layer first. */
  readonly shares: readonly number[];
  /** The sample: so many of the first training rows. */
  readonly rows: number;
}

/** Errors on the test part of always predicting the mean of the training targets. */
export type MeanBaseline = FiguresOf<'test', 'regression'>;

/** Classification: how many rows each class has, and what the network says of the test part. */
export interface ClassCounts {
  /** Rows of each class that train, [classes]. */
  readonly train: readonly number[];
  /** Rows of each class that test, [classes]. */
  readonly test: readonly number[];
  /** Test rows at the trial's end, [true class][predicted class]; only of trials that got there. */
  readonly confusion?: readonly (readonly number[])[];
}

export interface TrialError {
  readonly code: string;
  readonly message: string;
}
