import type { MetricInsights } from '../../kinds/metric.ts';

export default {
  clause: (text) => `its root ${text}`,
  follows: true,
} satisfies MetricInsights;
