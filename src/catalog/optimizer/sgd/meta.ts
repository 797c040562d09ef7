import type { OptimizerMeta } from '../../kinds/optimizer.ts';
import { flag, learningRate, momentum, weightDecay } from '../../shared/optimizer-fields.ts';

export default {
  label: 'SGD',
  order: 0,
  fields: {
    learningRate: learningRate(0.001),
    momentum,
    dampening: { kind: 'real', atLeast: 0, atMost: 1, default: 0, label: 'dampening' },
    nesterov: flag('Nesterov momentum'),
    weightDecay: weightDecay(0),
  },
  check: ({ nesterov, momentum, dampening }) =>
    nesterov === true && (momentum === 0 || dampening !== 0)
      ? [
          {
            at: 'nesterov',
            expected: 'nesterov only with a momentum above 0 and dampening 0, as in PyTorch',
          },
        ]
      : [],
  styles: [{ colour: 7, marker: 'diamond' }],
} as const satisfies OptimizerMeta;
