import type { MemberHelp } from '../../kinds/help.ts';
import { epsilon, learningRate, momentum, weightDecay } from '../../shared/optimizer-help.ts';

export default {
  text: 'Divides each weight’s step by the root of a running mean of its squared gradients, so that weights with small gradients move as fast as others.',
  formulas: [
    String.raw`v \leftarrow \alpha v + (1 - \alpha) \, g^2`,
    String.raw`w \leftarrow w - \eta \, \frac{g}{\sqrt{v} + \epsilon}`,
  ],
  fields: {
    learningRate,
    alpha: {
      text: 'How slowly the mean of the squared gradients forgets: 0.99 looks back about a hundred steps.',
    },
    epsilon,
    momentum,
    centered: {
      text: 'Subtracts the squared mean of the gradients: divides by their standard deviation instead of their size.',
    },
    weightDecay,
  },
} satisfies MemberHelp;
