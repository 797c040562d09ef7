import type { MetricMeta } from '../../kinds/metric.ts';

export default {
  label: 'MAE',
  order: 6,
  task: 'regression',
  from: 'sums',
  sum: 'absolute',
  better: 'low',
  written: 'amount',
} as const satisfies MetricMeta;
