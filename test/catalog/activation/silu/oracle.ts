import type { ActivationOracle } from '../../kinds.ts';

const logistic = (z: number): number => (1 + Math.tanh(z / 2)) / 2;
const tail = (z: number): number => (z < -20 ? Math.exp(z) : logistic(z));

export default {
  value: (z) => z * tail(z),
  slope: (z) => tail(z) + z * tail(z) * tail(-z),
} satisfies ActivationOracle;
