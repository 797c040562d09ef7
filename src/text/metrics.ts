/** Names of metrics, and their values as text. */
import type { ClassFigure, PartName } from '../catalog/kinds/metric.ts';
import { classMetrics, figureOfClasses } from '../catalog/lookup/metric.ts';
import { metricMeta, type MetricName } from '../catalog/registry/metric.meta.ts';
import { percent, significant } from '../base/numbers.ts';

const parts: Readonly<Record<PartName, string>> = {
  train: 'training',
  test: 'test',
  validation: 'validation',
};

/** As it reads inside a sentence: "training accuracy", "test MSE". */
export const metricName = (part: PartName, name: MetricName): string =>
  `${parts[part]} ${metricMeta[name].label}`;

/** @param amount writes amounts of the target, see `targetWords`; classification metrics have none */
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

/** The metrics for imbalanced classes, where accuracy alone says little. */
export const classMetricValues = (classes: readonly ClassFigure[]): readonly MetricValue[] =>
  classMetrics.map((name) => {
    const { label, meaning } = metricMeta[name];
    const value = figureOfClasses(name, classes);
    return { label, meaning, value, text: metricText(name, value) };
  });
