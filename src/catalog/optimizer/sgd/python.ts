import type { OptimizerPython } from '../../kinds/optimizer.ts';
import type { SgdSettings } from './plan.ts';

export default {
  className: 'SGD',
  arguments: ({ learningRate, momentum, dampening, nesterov, weightDecay }) => ({
    lr: learningRate,
    ...(momentum === 0 ? {} : { momentum }),
    ...(dampening === 0 ? {} : { dampening }),
    ...(nesterov ? { nesterov: true } : {}),
    ...(weightDecay === 0 ? {} : { weight_decay: weightDecay }),
  }),
} satisfies OptimizerPython<SgdSettings>;
