import type { OptimizerMeta } from '../../kinds/optimizer.ts';
import {
  alpha,
  epsilon,
  flag,
  learningRate,
  momentum,
  weightDecay,
} from '../../shared/optimizer-fields.ts';

export default {
  label: 'RMSProp',
  order: 1,
  fields: {
    learningRate: learningRate(0.01),
    alpha,
    epsilon,
    momentum,
    centered: flag('centred'),
    weightDecay: weightDecay(0),
  },
  styles: [{ colour: 1, marker: 'square' }],
} as const satisfies OptimizerMeta;
