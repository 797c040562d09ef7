import type { MetricSum } from '../../kinds/metric.ts';
import { inFloat64 } from '../../shared/metric-python.ts';

export default {
  doc: 'mean squared',
  variable: 'squared',
  start: '0.0',
  comment: inFloat64,
  batch: '(error**2).double().sum().item()',
} satisfies MetricSum;
