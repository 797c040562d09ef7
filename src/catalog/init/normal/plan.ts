import type { SettingsOf } from '../../kinds/fields.ts';
import type { InitPlan } from '../../kinds/init.ts';
import { fillNormal } from '../../../torch/normal.ts';
import type meta from './meta.ts';

export default {
  fill: ({ weight }, { std }, generator) => fillNormal(weight, 0, std, generator),
} satisfies InitPlan<SettingsOf<typeof meta.fields>>;
