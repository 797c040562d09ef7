import type { MetricMeta } from '../../kinds/metric.ts';

export default {
  label: 'macro F1',
  order: 2,
  task: 'classification',
  from: 'classes',
  better: 'high',
  written: 3,
} as const satisfies MetricMeta;
