import type { MemberHelp } from '../../kinds/help.ts';
import { learningRate, momentum, weightDecay } from '../../shared/optimizer-help.ts';

export default {
  text: 'Stochastic gradient descent: a step against the gradient of a batch. All weights have the same step size, so weights with tiny gradients crawl.',
  formulas: [String.raw`w \leftarrow w - \eta \, g`],
  fields: {
    learningRate,
    momentum,
    dampening: { text: 'How much of a new gradient is left out of the velocity, with momentum.' },
    nesterov: {
      text: 'Looks at the gradient where momentum is about to lead, instead of where the weights are now.',
    },
    weightDecay,
  },
} satisfies MemberHelp;
