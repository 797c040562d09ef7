import type { ActivationSlope } from '../../kinds/activation.ts';

export default ((z) => {
  const power = Math.exp(-Math.abs(z));
  const share = (z < 0 ? power : 1) / (1 + power);
  return share * (1 + z * (1 - share));
}) satisfies ActivationSlope;
