import type { MetricMeta } from '../../kinds/metric.ts';

export default {
  label: 'accuracy',
  order: 0,
  task: 'classification',
  from: 'sums',
  sum: 'correct',
  better: 'high',
  written: 'percent',
  shareOfRows: true,
} as const satisfies MetricMeta;
