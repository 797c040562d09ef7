import type { OptimizerPython } from '../../kinds/optimizer.ts';
import type { AdamSettings } from './plan.ts';

/** @param preset PyTorch's own weight decay */
export const adamArguments =
  (preset: number): OptimizerPython<AdamSettings>['arguments'] =>
  ({ learningRate, beta1, beta2, epsilon, amsgrad, weightDecay }) => ({
    lr: learningRate,
    ...(beta1 === 0.9 && beta2 === 0.999 ? {} : { betas: [beta1, beta2] }),
    ...(epsilon === 1e-8 ? {} : { eps: epsilon }),
    ...(amsgrad ? { amsgrad: true } : {}),
    ...(weightDecay === preset ? {} : { weight_decay: weightDecay }),
  });

export default {
  className: 'Adam',
  arguments: adamArguments(0),
} satisfies OptimizerPython<AdamSettings>;
