import type { ActivationReference } from '../../kinds/activation.ts';
import type { SettingsOf } from '../../kinds/fields.ts';
import type meta from './meta.ts';

/** With the slope as float32 has it. */
export default {
  value: (z, { slope }) => (z > 0 ? z : z * Math.fround(slope)),
} satisfies ActivationReference<SettingsOf<typeof meta.fields>>;
