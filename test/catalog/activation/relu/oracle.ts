import type { ActivationOracle } from '../../kinds.ts';

export default {
  value: (z) => Math.max(z, 0),
  slope: (z) => (z > 0 ? 1 : 0),
} satisfies ActivationOracle;
