import type { SettingsOf } from '../../kinds/fields.ts';
import type { ActivationPlan } from '../../kinds/activation.ts';
import type meta from './meta.ts';

export default { coefficients: ({ slope }) => [slope] } satisfies ActivationPlan<
  SettingsOf<typeof meta.fields>
>;
