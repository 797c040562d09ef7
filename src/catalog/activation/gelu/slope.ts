import type { ActivationSlope } from '../../kinds/activation.ts';
import type { SettingsOf } from '../../kinds/fields.ts';
import type meta from './meta.ts';
import reference from './reference.ts';

/** Φ(z) + z φ(z), with the normal distribution's Φ and density φ; or that of the approximation. */
export default ((z, settings) => {
  if (settings.approximate === 'tanh') {
    const scale = Math.sqrt(2 / Math.PI);
    const tanh = Math.tanh(scale * (z + 0.044715 * z ** 3));
    return (1 + tanh) / 2 + (z / 2) * (1 - tanh ** 2) * scale * (1 + 3 * 0.044715 * z ** 2);
  }
  const share = z === 0 ? 0.5 : reference.value(z, settings) / z;
  return share + (z * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}) satisfies ActivationSlope<SettingsOf<typeof meta.fields>>;
