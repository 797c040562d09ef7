import type { ActivationPlan } from '../../kinds/activation.ts';
import type { SettingsOf } from '../../kinds/fields.ts';
import type meta from './meta.ts';

export default {
  coefficients: ({ approximate }) => [approximate === 'tanh' ? 1 : 0],
} satisfies ActivationPlan<SettingsOf<typeof meta.fields>>;
