import type { MetricSum } from '../../kinds/metric.ts';

export default {
  doc: 'the share of right answers',
  variable: 'right',
  start: '0',
  batch: '(scores.argmax(dim=1) == y).sum().item()',
} satisfies MetricSum;
