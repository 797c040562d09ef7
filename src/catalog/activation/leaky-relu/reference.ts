import type { ActivationReference } from '../../kinds/activation.ts';

/** PyTorch's default slope of nn.LeakyReLU, as float32 has it. */
const slope = Math.fround(0.01);

export default {
  value: (z) => (z > 0 ? z : z * slope),
} satisfies ActivationReference;
