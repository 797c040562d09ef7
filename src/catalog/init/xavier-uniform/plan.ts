/** Glorot and Bengio (2010); torch/nn/init.py. */
import type { SettingsOf } from '../../kinds/fields.ts';
import type { InitPlan } from '../../kinds/init.ts';
import { xavierDeviation } from '../../../torch/deviations.ts';
import { fillUniform } from '../../../torch/uniform.ts';
import type meta from './meta.ts';

export default {
  fill: ({ weight, inputs, outputs }, { gain }, generator) => {
    const bound = Math.sqrt(3) * xavierDeviation(inputs, outputs, gain);
    fillUniform(weight, -bound, bound, generator);
  },
} satisfies InitPlan<SettingsOf<typeof meta.fields>>;
