import type { MetricMeta } from '../../kinds/metric.ts';

export default {
  label: 'MSE',
  order: 4,
  task: 'regression',
  from: 'sums',
  sum: 'loss',
  better: 'low',
  written: 4,
  minimised: true,
} as const satisfies MetricMeta;
