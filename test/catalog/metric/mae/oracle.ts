import type { MetricOracle } from '../../kinds.ts';

export default {
  value: (rows) =>
    rows.reduce((sum, { outputs, target }) => sum + Math.abs(outputs[0]! - target), 0) /
    rows.length,
} satisfies MetricOracle;
