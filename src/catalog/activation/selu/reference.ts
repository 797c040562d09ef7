import type { ActivationReference } from '../../kinds/activation.ts';

/** The constants of the paper, as PyTorch has them. */
const alpha = 1.6732632423543772;
const scale = 1.0507009873554805;

export default {
  value: (z) => scale * (z > 0 ? z : alpha * Math.expm1(z)),
} satisfies ActivationReference;
