import type { MetricMeta } from '../../kinds/metric.ts';

/** In the target's own unit, unlike the squared error that is recorded. */
export default {
  label: 'RMSE',
  order: 5,
  task: 'regression',
  from: 'record',
  better: 'low',
  written: 'amount',
  ranksAs: 'mse',
} as const satisfies MetricMeta;
