import type { ActivationSlope } from '../../kinds/activation.ts';
import type { SettingsOf } from '../../kinds/fields.ts';
import type meta from './meta.ts';

export default ((z, { beta, threshold }) => {
  if (z * beta > threshold) return 1;
  const power = Math.exp(-Math.abs(z * beta));
  return (z < 0 ? power : 1) / (1 + power);
}) satisfies ActivationSlope<SettingsOf<typeof meta.fields>>;
