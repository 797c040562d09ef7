/** He et al. (2015), with PyTorch's defaults: fan_in, gain √2; torch/nn/init.py. */
import type { InitPlan } from '../../kinds/init.ts';
import { kaimingDeviation } from '../../../torch/deviations.ts';
import { fillUniform } from '../../../torch/uniform.ts';

export default {
  fill: ({ weight, inputs }, _, generator) => {
    const bound = Math.sqrt(3) * kaimingDeviation(inputs);
    fillUniform(weight, -bound, bound, generator);
  },
} satisfies InitPlan<object>;
