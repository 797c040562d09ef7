import type { ActivationSlope } from '../../kinds/activation.ts';

export default ((z) => {
  const value = 1 / (1 + Math.exp(-z));
  return value * (1 - value);
}) satisfies ActivationSlope;
