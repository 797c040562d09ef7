import type { ActivationTfjs } from '../../kinds/activation.ts';

export default {
  value: (z) => z,
  through: (gradient) => gradient,
} satisfies ActivationTfjs;
