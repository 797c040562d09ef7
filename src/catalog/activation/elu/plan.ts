import type { ActivationPlan } from '../../kinds/activation.ts';
import type { SettingsOf } from '../../kinds/fields.ts';
import type meta from './meta.ts';

export default {
  coefficients: ({ alpha }) => [alpha],
} satisfies ActivationPlan<SettingsOf<typeof meta.fields>>;
