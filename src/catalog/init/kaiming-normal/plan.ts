/** He et al. (2015), with PyTorch's defaults: fan_in, gain √2; torch/nn/init.py. */
import type { InitPlan } from '../../kinds/init.ts';
import { kaimingDeviation } from '../../../torch/deviations.ts';
import { fillNormal } from '../../../torch/normal.ts';

export default {
  fill: ({ weight, inputs }, _, generator) =>
    fillNormal(weight, 0, kaimingDeviation(inputs), generator),
} satisfies InitPlan<object>;
