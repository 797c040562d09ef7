import type { MetricMeta } from '../../kinds/metric.ts';

export default {
  label: 'balanced accuracy',
  order: 1,
  meaning: 'the mean recall',
  task: 'classification',
  from: 'classes',
  better: 'high',
  written: 'percent',
} as const satisfies MetricMeta;
