import type { ActivationSlope } from '../../kinds/activation.ts';

export default ((z) => 1 - Math.tanh(z) ** 2) satisfies ActivationSlope;
