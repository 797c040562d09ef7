import type { ActivationOracle } from '../../kinds.ts';

export default {
  value: (z) => (z < -1 ? -1 : z > 1 ? 1 : z),
  slope: (z) => (z > -1 && z < 1 ? 1 : 0),
  kinks: [-1, 1],
} satisfies ActivationOracle;
