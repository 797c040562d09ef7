import type { SettingsOf } from '../../kinds/fields.ts';
import type { LossPlan } from '../../kinds/loss.ts';
import type meta from './meta.ts';

export type SmoothL1Settings = SettingsOf<typeof meta.fields>;

export default {
  coefficients: ({ beta }) => [Math.fround(beta)],
} satisfies LossPlan<SmoothL1Settings>;
