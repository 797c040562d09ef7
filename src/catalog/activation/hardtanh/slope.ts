import type { ActivationSlope } from '../../kinds/activation.ts';
import type { SettingsOf } from '../../kinds/fields.ts';
import type meta from './meta.ts';

export default ((z, { min, max }) =>
  z > Math.fround(min) && z < Math.fround(max) ? 1 : 0) satisfies ActivationSlope<
  SettingsOf<typeof meta.fields>
>;
