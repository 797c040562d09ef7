import type { ActivationOracle } from '../../kinds.ts';

export default {
  value: (z) => (z > 20 ? z : Math.log1p(Math.exp(z))),
  slope: (z) => (z > 20 ? 1 : Math.exp(z) / (1 + Math.exp(z))),
  kinks: [20],
} satisfies ActivationOracle;
