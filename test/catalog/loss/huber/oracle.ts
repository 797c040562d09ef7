import type { LossOracle } from '../../kinds.ts';

/** At its default, 1. */
const loss = (error: number): number =>
  Math.abs(error) < 1 ? error ** 2 / 2 : Math.abs(error) - 0.5;
const slope = (error: number): number => Math.max(-1, Math.min(1, error));

export default {
  value: (outputs, targets) =>
    outputs.reduce((sum, output, k) => sum + loss(output - targets[k]!), 0) / outputs.length,
  gradient: (outputs, targets) =>
    outputs.map((output, k) => slope(output - targets[k]!) / outputs.length),
} satisfies LossOracle;
