/** The metrics that trials ask for beside those that every trial has. */
import type { MetricName } from '../catalog/registry/metric.meta.ts';
import type { Trial } from './schema.ts';

/** Of several trials: what any of them asks for. */
export const askedBy = (...trials: readonly Pick<Trial, 'measure'>[]): readonly MetricName[] => [
  ...new Set(trials.flatMap(({ measure }) => measure.metrics ?? [])),
];
