import type { MetricInsights } from '../../kinds/metric.ts';

export default {
  clause: (text) => `its square root (RMSE) ${text}`,
  follows: true,
} satisfies MetricInsights;
