/** The figures that trials are judged by, and how far apart two must be to be told apart. */
import { taskOf, trialCounts, type DatasetIdentity, type Task } from '../experiment/parameters.ts';
import { isClassificationEpoch, type EpochRecord } from '../experiment/results.ts';
import type { TrialState } from '../run/state.ts';
import { count, percent, significant } from '../words/format.ts';
import { targetWords } from '../words/target.ts';

export interface Measure {
  readonly key: string;
  /** In the middle of a sentence: "test accuracy". */
  readonly name: string;
  readonly better: 'high' | 'low';
  readonly read: (record: EpochRecord) => number | null;
  readonly write: (value: number) => string;
}

const space = '\u00a0';

/** A field of a record, where it is a number: other parts of the lab may add fields. */
const field =
  (key: string) =>
  (record: EpochRecord): number | null => {
    const value: unknown = Reflect.get(record, key);
    return typeof value === 'number' && Number.isFinite(value) ? value : null;
  };

const four = (value: number): string => significant(value, 4);

export const accuracy: Measure = {
  key: 'testAccuracy',
  name: 'test accuracy',
  better: 'high',
  read: field('testAccuracy'),
  write: (value) => percent(value),
};

export const mse: Measure = {
  key: 'testMse',
  name: 'test MSE',
  better: 'low',
  read: field('testMse'),
  write: four,
};

/** Written as an amount of the target: dollars of a house value, a bare number of an own table. */
export const maeOf = (dataset: DatasetIdentity): Measure => ({
  key: 'testMae',
  name: 'test MAE',
  better: 'low',
  read: field('testMae'),
  write: targetWords(dataset).amount,
});

const validationAccuracy: Measure = {
  ...accuracy,
  key: 'validationAccuracy',
  name: 'validation accuracy',
  read: field('validationAccuracy'),
};

const validationMse: Measure = {
  ...mse,
  key: 'validationMse',
  name: 'validation MSE',
  read: field('validationMse'),
};

export const taskOfTrials = ([first]: readonly TrialState[]): Task =>
  first === undefined ? 'classification' : taskOf(first.plan.trial.dataset);

/** What trials of a task are compared by. */
export const mainMeasure = (task: Task): Measure => (task === 'classification' ? accuracy : mse);

/** What a cell may be chosen by without flattering it; only where rows were held out. */
export const validationMeasure = (task: Task): Measure =>
  task === 'classification' ? validationAccuracy : validationMse;

/** The loss that falls while a trial learns: mean cross-entropy, or mean squared error. */
export const testLoss = (record: EpochRecord): number =>
  isClassificationEpoch(record) ? record.testLoss : record.testMse;
export const trainLoss = (record: EpochRecord): number =>
  isClassificationEpoch(record) ? record.trainLoss : record.trainMse;

/** "1.6 points": the difference of two shares. */
export const points = (difference: number): string =>
  `${(difference * 100).toFixed(1)}${space}points`;

/** 95 of 100 differences that come from sampling alone lie within so many standard deviations. */
const usual = 1.96;

/**
 * How far apart two accuracies may be by the choice of the test rows alone: 1.96 standard deviations of
 * the difference of two binomial shares. The two share their test rows, so the true margin is smaller.
 * Two right and two wrong rows are added to each, as Agresti and Coull do: shares of 0 and 1 are not
 * known for sure either.
 */
export function samplingMargin(a: number, b: number, rows: number): number {
  return usual * Math.sqrt(variance(a, rows) + variance(b, rows));
}

/** Half the width of the interval in which one share is known. */
export const samplingError = (share: number, rows: number): number =>
  usual * Math.sqrt(variance(share, rows));

function variance(share: number, rows: number): number {
  const cautious = (share * rows + 2) / (rows + 4);
  return (cautious * (1 - cautious)) / (rows + 4);
}

/** Epochs that are looked at together, so that one noisy epoch decides nothing: a fifth of them. */
export const blockLength = (epochs: number): number => Math.max(1, Math.floor(epochs / 5));

/**
 * How much a trial's figure moves from epoch to epoch at its end: the range over the last fifth of its
 * epochs, and at least 1 % of the figure, which is what a few epochs alone cannot show.
 */
export function wobble({ epochs }: TrialState, { read }: Measure): number {
  const last = epochs
    .slice(-blockLength(epochs.length))
    .map(read)
    .filter((value) => value !== null);
  const end = last.at(-1) ?? 0;
  return Math.max(Math.max(...last) - Math.min(...last), 0.01 * Math.abs(end));
}

/** How far apart the final figures of two trials must be before one is called better. */
export function margin(a: TrialState, b: TrialState, measure: Measure): number {
  if (!measure.key.endsWith('Accuracy')) return Math.max(wobble(a, measure), wobble(b, measure));
  const [left, right] = [a, b].map(({ epochs }) => finalOf(epochs, measure) ?? 0.5);
  const rows = Math.min(trialCounts(a.plan.trial).test, trialCounts(b.plan.trial).test);
  return samplingMargin(left!, right!, rows);
}

export const finalOf = (epochs: readonly EpochRecord[], { read }: Measure): number | null => {
  const record = epochs.at(-1);
  return record === undefined ? null : read(record);
};

/** Why figures within the margin are called level. */
export function marginReason(measure: Measure, trial: TrialState): string {
  if (!measure.key.endsWith('Accuracy')) return 'within what the figure moves from epoch to epoch';
  return `within the sampling error of ${count(trialCounts(trial.plan.trial).test)} test rows`;
}
