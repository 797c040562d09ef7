import type { ActivationOracle } from '../../kinds.ts';

const alpha = 1.6732632423543772848;
const scale = 1.0507009873554804934;

export default {
  value: (z) => (z > 0 ? scale * z : scale * alpha * Math.expm1(z)),
  slope: (z) => (z > 0 ? scale : scale * alpha * Math.exp(z)),
} satisfies ActivationOracle;
