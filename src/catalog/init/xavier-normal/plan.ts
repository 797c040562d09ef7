/** Glorot and Bengio (2010); torch/nn/init.py. */
import type { SettingsOf } from '../../kinds/fields.ts';
import type { InitPlan } from '../../kinds/init.ts';
import { xavierDeviation } from '../../../torch/deviations.ts';
import { fillNormal } from '../../../torch/normal.ts';
import type meta from './meta.ts';

export default {
  fill: ({ weight, inputs, outputs }, { gain }, generator) =>
    fillNormal(weight, 0, xavierDeviation(inputs, outputs, gain), generator),
} satisfies InitPlan<SettingsOf<typeof meta.fields>>;
