import type { ActivationPlan } from '../../kinds/activation.ts';
import type { SettingsOf } from '../../kinds/fields.ts';
import type meta from './meta.ts';

export default {
  coefficients: ({ beta, threshold }) => [beta, 1 / beta, threshold],
} satisfies ActivationPlan<SettingsOf<typeof meta.fields>>;
