import type { MetricSum } from '../../kinds/metric.ts';

export default {
  doc: 'mean absolute error',
  variable: 'absolute',
  start: '0.0',
  batch: 'error.abs().double().sum().item()',
} satisfies MetricSum;
