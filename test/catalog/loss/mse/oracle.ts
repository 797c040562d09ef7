import type { LossOracle } from '../../kinds.ts';

export default {
  value: (outputs, targets) =>
    outputs.reduce((sum, output, k) => sum + (output - targets[k]!) ** 2, 0) / outputs.length,
  gradient: (outputs, targets) =>
    outputs.map((output, k) => (2 * (output - targets[k]!)) / outputs.length),
} satisfies LossOracle;
