import type { ActivationReference } from '../../kinds/activation.ts';
import type { SettingsOf } from '../../kinds/fields.ts';
import type meta from './meta.ts';

export default {
  value: (z, { alpha }) => (z > 0 ? z : alpha * Math.expm1(z)),
} satisfies ActivationReference<SettingsOf<typeof meta.fields>>;
