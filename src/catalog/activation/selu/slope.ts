import type { ActivationSlope } from '../../kinds/activation.ts';

export default ((z) =>
  1.0507009873554805 * (z > 0 ? 1 : 1.6732632423543772 * Math.exp(z))) satisfies ActivationSlope;
