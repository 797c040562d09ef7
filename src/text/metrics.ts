/** Metrics in words: their names, and their values as texts. */
import type { ClassFigure, PartName } from '../catalog/kinds/metric.ts';
import { classMetrics, figureOfClasses } from '../catalog/lookup/metric.ts';
import { metricMeta, type MetricName } from '../catalog/registry/metric.meta.ts';
import { percent, significant } from '../base/numbers.ts';

const parts: Readonly<Record<PartName, string>> = {
  train: 'training',
  test: 'test',
  validation: 'validation',
};

/** In the middle of a sentence: "training accuracy", "test MSE". */
export const metricName = (part: PartName, name: MetricName): string =>
  `${parts[part]} ${metricMeta[name].label}`;

/** @param amount how amounts of the target are written, see `targetWords`; the metrics of a classification have none */
export function metricText(
  name: MetricName,
  value: number,
  amount: (value: number) => string = significant,
): string {
  const { written, zeroBelow = 0 } = metricMeta[name];
  if (written === 'percent') return percent(value);
  if (written === 'amount') return amount(value);
  return significant(Math.abs(value) < zeroBelow ? 0 : value, written);
}

export interface MetricValue {
  readonly label: string;
  readonly meaning: string | undefined;
  readonly value: number;
  readonly text: string;
}

/** What the accuracy does not tell of unequal classes. */
export const classMetricValues = (classes: readonly ClassFigure[]): readonly MetricValue[] =>
  classMetrics.map((name) => {
    const { label, meaning } = metricMeta[name];
    const value = figureOfClasses(name, classes);
    return { label, meaning, value, text: metricText(name, value) };
  });
