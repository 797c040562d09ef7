import type { ActivationSlope } from '../../kinds/activation.ts';
import type { SettingsOf } from '../../kinds/fields.ts';
import type meta from './meta.ts';

export default ((z, { slope }) => (z > 0 ? 1 : Math.fround(slope))) satisfies ActivationSlope<
  SettingsOf<typeof meta.fields>
>;
