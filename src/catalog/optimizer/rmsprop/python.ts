import type { OptimizerPython } from '../../kinds/optimizer.ts';
import type { RmspropSettings } from './plan.ts';

export default {
  className: 'RMSprop',
  arguments: ({ learningRate, alpha, epsilon, momentum, centered, weightDecay }) => ({
    lr: learningRate,
    ...(alpha === 0.99 ? {} : { alpha }),
    ...(epsilon === 1e-8 ? {} : { eps: epsilon }),
    ...(momentum === 0 ? {} : { momentum }),
    ...(centered ? { centered: true } : {}),
    ...(weightDecay === 0 ? {} : { weight_decay: weightDecay }),
  }),
} satisfies OptimizerPython<RmspropSettings>;
