/** The figures by which trials are compared. */
import type { PartName } from '../catalog/kinds/metric.ts';
import { figureIn, figureKey, mainMetric, minimisedMetric } from '../catalog/lookup/metric.ts';
import { metricMeta, type MetricName } from '../catalog/registry/metric.meta.ts';
import type { DatasetIdentity, Task } from '../document/parameters.ts';
import { isClassificationEpoch, type EpochRecord } from '../document/results.ts';
import { metricName, metricText } from '../text/metrics.ts';
import { targetWords } from '../text/target.ts';

export interface Measure {
  readonly key: string;
  /** In the middle of a sentence: "test accuracy". */
  readonly name: string;
  readonly better: 'high' | 'low';
  /** Whether it is a share of the part's rows, with the sampling error of one. */
  readonly shareOfRows: boolean;
  /** From an epoch's record, or any object with the same keys. */
  readonly read: (record: object) => number | null;
  readonly write: (value: number) => string;
}

/** @param dataset gives the unit of amounts; classification metrics have none */
export const measureOf = (
  part: PartName,
  metric: MetricName,
  dataset?: DatasetIdentity,
): Measure => ({
  key: figureKey(part, metric),
  name: metricName(part, metric),
  better: metricMeta[metric].better,
  shareOfRows: metricMeta[metric].shareOfRows === true,
  read: (record) => {
    const value = figureIn(record, part, metric);
    return value !== null && Number.isFinite(value) ? value : null;
  },
  write: (value) =>
    metricText(
      metric,
      value,
      dataset === undefined ? undefined : (each) => targetWords(dataset).amount(each),
    ),
});

/** The measure by which trials of a task are ranked. */
export const mainMeasure = (task: Task, part: PartName = 'test'): Measure =>
  measureOf(part, mainMetric(task));

/** The loss that training minimises: mean cross-entropy, or mean squared error. */
const lossIn =
  (part: PartName) =>
  (record: EpochRecord): number => {
    const task = isClassificationEpoch(record) ? 'classification' : 'regression';
    return figureIn(record, part, minimisedMetric(task)) ?? Number.NaN;
  };
export const testLoss = lossIn('test');
export const trainLoss = lossIn('train');

/** A fifth of the epochs: averaging over a block keeps one noisy epoch from deciding. */
export const blockLength = (epochs: number): number => Math.max(1, Math.floor(epochs / 5));

export const finalOf = (epochs: readonly EpochRecord[], { read }: Measure): number | null => {
  const record = epochs.at(-1);
  return record === undefined ? null : read(record);
};
