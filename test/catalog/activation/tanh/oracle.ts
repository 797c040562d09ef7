import type { ActivationOracle } from '../../kinds.ts';

export default {
  value: Math.tanh,
  slope: (z) => 1 - Math.tanh(z) ** 2,
} satisfies ActivationOracle;
