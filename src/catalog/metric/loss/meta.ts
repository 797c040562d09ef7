import type { MetricMeta } from '../../kinds/metric.ts';

/** Mean cross-entropy in nats. */
export default {
  label: 'loss',
  order: 3,
  task: 'classification',
  from: 'sums',
  sum: 'loss',
  better: 'low',
  written: 4,
  minimised: true,
} as const satisfies MetricMeta;
