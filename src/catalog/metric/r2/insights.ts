import type { MetricInsights } from '../../kinds/metric.ts';

export default {
  clause: (text) => `R² is ${text}`,
} satisfies MetricInsights;
