import type { MetricInsights } from '../../kinds/metric.ts';

export default {
  clause: (text, { squared }) => `the mean squared error on the test rows is ${text} ${squared}`,
} satisfies MetricInsights;
