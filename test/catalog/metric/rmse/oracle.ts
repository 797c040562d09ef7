import type { MetricOracle } from '../../kinds.ts';

export default {
  value: (rows) =>
    Math.hypot(...rows.map(({ outputs, target }) => outputs[0]! - target)) / Math.sqrt(rows.length),
} satisfies MetricOracle;
