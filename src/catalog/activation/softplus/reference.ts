import type { ActivationReference } from '../../kinds/activation.ts';
import type { SettingsOf } from '../../kinds/fields.ts';
import type meta from './meta.ts';

export default {
  value: (z, { beta, threshold }) =>
    z * beta > threshold ? z : Math.log1p(Math.exp(z * beta)) / beta,
} satisfies ActivationReference<SettingsOf<typeof meta.fields>>;
