import type { SettingsOf } from '../../kinds/fields.ts';
import type { InitPlan } from '../../kinds/init.ts';
import { fillUniform } from '../../../torch/uniform.ts';
import type meta from './meta.ts';

export default {
  fill: ({ weight }, { d }, generator) => fillUniform(weight, -d, d, generator),
} satisfies InitPlan<SettingsOf<typeof meta.fields>>;
