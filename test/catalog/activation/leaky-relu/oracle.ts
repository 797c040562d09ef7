import type { ActivationOracle } from '../../kinds.ts';

const slope = 0.01;

export default {
  value: (z) => (z > 0 ? z : slope * z),
  slope: (z) => (z > 0 ? 1 : slope),
} satisfies ActivationOracle;
