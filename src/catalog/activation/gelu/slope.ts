import type { ActivationSlope } from '../../kinds/activation.ts';
import reference from './reference.ts';

/** Φ(z) + z φ(z), with the normal distribution's Φ and density φ. */
export default ((z) => {
  const share = z === 0 ? 0.5 : reference.value(z) / z;
  return share + (z * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}) satisfies ActivationSlope;
