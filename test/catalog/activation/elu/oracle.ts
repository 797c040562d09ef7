import type { ActivationOracle } from '../../kinds.ts';

export default {
  value: (z) => (z > 0 ? z : Math.expm1(z)),
  slope: (z) => (z > 0 ? 1 : Math.exp(z)),
} satisfies ActivationOracle;
