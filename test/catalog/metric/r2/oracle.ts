import type { MetricOracle } from '../../kinds.ts';

/** From the errors' and the targets' variances around zero and around the mean, in two passes. */
export default {
  value: (rows) => {
    const mean = rows.reduce((sum, { target }) => sum + target, 0) / rows.length;
    const unexplained = rows.map(({ outputs, target }) => target - outputs[0]!);
    return (
      1 - (Math.hypot(...unexplained) / Math.hypot(...rows.map(({ target }) => target - mean))) ** 2
    );
  },
} satisfies MetricOracle;
