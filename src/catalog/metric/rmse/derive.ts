import type { MetricDerive } from '../../kinds/metric.ts';

export default {
  fromRecord: (other) => {
    const squared = other('mse');
    return squared === null ? null : Math.sqrt(squared);
  },
} satisfies MetricDerive;
