/** The metrics that trials ask for in addition to those of every trial. */
import type { MetricName } from '../catalog/registry/metric.meta.ts';
import type { Trial } from './schema.ts';

/** Metrics that any of the trials asks for. */
export const askedBy = (...trials: readonly Pick<Trial, 'measure'>[]): readonly MetricName[] => [
  ...new Set(trials.flatMap(({ measure }) => measure.metrics ?? [])),
];
