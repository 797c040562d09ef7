import type { LossOracle } from '../../kinds.ts';

export default {
  value: (outputs, targets) =>
    outputs.reduce((sum, output, k) => sum + Math.abs(output - targets[k]!), 0) / outputs.length,
  gradient: (outputs, targets) =>
    outputs.map((output, k) => Math.sign(output - targets[k]!) / outputs.length),
} satisfies LossOracle;
