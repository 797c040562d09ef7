import type { ActivationReference } from '../../kinds/activation.ts';

export default {
  // Not Math.max, which would keep −0: a zero is a zero.
  value: (z) => (z <= 0 ? 0 : z),
} satisfies ActivationReference;
