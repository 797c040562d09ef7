import type { SettingsOf } from '../../kinds/fields.ts';
import type { LossPlan } from '../../kinds/loss.ts';
import type meta from './meta.ts';

export type HuberSettings = SettingsOf<typeof meta.fields>;

export default {
  coefficients: ({ delta }) => [Math.fround(delta)],
} satisfies LossPlan<HuberSettings>;
