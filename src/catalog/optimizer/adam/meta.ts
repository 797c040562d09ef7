import type { OptimizerMeta } from '../../kinds/optimizer.ts';
import {
  beta1,
  beta2,
  epsilon,
  flag,
  learningRate,
  weightDecay,
} from '../../shared/optimizer-fields.ts';

export default {
  label: 'Adam',
  order: 2,
  fields: {
    learningRate: learningRate(0.001),
    beta1,
    beta2,
    epsilon,
    amsgrad: flag('AMSGrad'),
    weightDecay: weightDecay(0),
  },
  styles: [{ colour: 5, marker: 'circle' }],
} as const satisfies OptimizerMeta;
