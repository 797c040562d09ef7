import type { ActivationReference } from '../../kinds/activation.ts';
import type { SettingsOf } from '../../kinds/fields.ts';
import type meta from './meta.ts';

export default {
  value: (z, { min, max }) => Math.min(Math.max(z, Math.fround(min)), Math.fround(max)),
} satisfies ActivationReference<SettingsOf<typeof meta.fields>>;
