import type { MetricOracle } from '../../kinds.ts';

/** −log of the softmax at the class, from its definition. */
export default {
  value: (rows) => {
    let sum = 0;
    for (const { outputs, target } of rows) {
      const powers = outputs.map((output) => Math.exp(output));
      sum -= Math.log(powers[target]! / powers.reduce((a, b) => a + b, 0));
    }
    return sum / rows.length;
  },
} satisfies MetricOracle;
