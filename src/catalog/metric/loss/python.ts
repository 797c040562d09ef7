import type { MetricSum } from '../../kinds/metric.ts';
import { inFloat64 } from '../../shared/metric-python.ts';

export default {
  doc: 'mean cross-entropy',
  variable: 'loss',
  start: '0.0',
  comment: inFloat64,
  batch: 'nn.functional.cross_entropy(scores, y, reduction="none").double().sum().item()',
} satisfies MetricSum;
