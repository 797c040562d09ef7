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
  label: 'AdamW',
  order: 3,
  fields: {
    learningRate: learningRate(0.001),
    beta1,
    beta2,
    epsilon,
    amsgrad: flag('AMSGrad'),
    weightDecay: weightDecay(0.01),
  },
  styles: [{ colour: 3, marker: 'triangle' }],
  sameAs: 'adam',
} as const satisfies OptimizerMeta;
