/** What is measured while a trial trains and at its end. */
import { figureKey, mainMetric, type FiguresOf, type RecordOf } from '../catalog/lookup/metric.ts';

/** Figures of all parts of the data after an epoch. */
export type ClassificationEpoch = RecordOf<'classification'> & Scheduled;
export type RegressionEpoch = RecordOf<'regression'> & Scheduled;
export type EpochRecord = ClassificationEpoch | RegressionEpoch;

interface Scheduled {
  /** Of the epoch's first step; only of trials with a schedule. */
  readonly learningRate?: number;
}

const ofClassification = figureKey('test', mainMetric('classification'));

export const isClassificationEpoch = (record: EpochRecord): record is ClassificationEpoch =>
  ofClassification in record;

/** Hidden units whose output is zero for every row of a sample, so that no gradient flows through them. */
export interface DeadUnits {
  /** Share of every hidden layer's units, 0 … 1, first layer first. */
  readonly shares: readonly number[];
  /** Size of the sample: the first training rows. */
  readonly rows: number;
}

/** Errors on the test part of always predicting the mean of the training targets. */
export type MeanBaseline = FiguresOf<'test', 'regression'>;

/** Classification: rows per class, and the network's predictions on the test part. */
export interface ClassCounts {
  /** Training rows per class, [classes]. */
  readonly train: readonly number[];
  /** Test rows per class, [classes]. */
  readonly test: readonly number[];
  /** Test rows at the trial's end, [true class][predicted class]; only for complete trials. */
  readonly confusion?: readonly (readonly number[])[];
}

export interface TrialError {
  readonly code: string;
  readonly message: string;
}

/** Of the training part's targets, in their unit, as the network is trained on them. */
export interface TargetStatistics {
  readonly mean: number;
  /** Standard deviation, divided by the number of rows. */
  readonly deviation: number;
}

/** Which part of a search a trial belongs to, counted from 0. */
export interface TrialPlace {
  readonly rung?: number;
  readonly fold?: number;
}
