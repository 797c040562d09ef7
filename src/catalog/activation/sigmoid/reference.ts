import type { ActivationReference } from '../../kinds/activation.ts';

export default {
  value: (z) => 1 / (1 + Math.exp(-z)),
} satisfies ActivationReference;
