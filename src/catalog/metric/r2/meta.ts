import type { MetricMeta } from '../../kinds/metric.ts';

export default {
  label: 'R²',
  order: 7,
  since: 2,
  task: 'regression',
  from: 'outputs',
  better: 'high',
  written: 3,
  zeroBelow: 5e-4,
} as const satisfies MetricMeta;
