import type { MetricOracle } from '../../kinds.ts';

export default {
  value: (rows) =>
    rows.reduce((sum, { outputs, target }) => sum + (outputs[0]! - target) ** 2, 0) / rows.length,
} satisfies MetricOracle;
