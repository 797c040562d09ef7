import type { ActivationOracle } from '../../kinds.ts';

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

export default {
  value: sigmoid,
  slope: (z) => sigmoid(z) * (1 - sigmoid(z)),
} satisfies ActivationOracle;
