import type { ActivationSlope } from '../../kinds/activation.ts';
import type { SettingsOf } from '../../kinds/fields.ts';
import type meta from './meta.ts';

export default ((z, { alpha }) => (z > 0 ? 1 : alpha * Math.exp(z))) satisfies ActivationSlope<
  SettingsOf<typeof meta.fields>
>;
