import type { MemberHelp } from '../../kinds/help.ts';
import {
  amsgrad,
  beta1,
  beta2,
  epsilon,
  learningRate,
  weightDecay,
} from '../../shared/optimizer-help.ts';

export default {
  text: 'Momentum and a step size for each weight in one: a running mean of the gradients, divided by the root of a running mean of their squares, both corrected for their start at 0.',
  formulas: [
    String.raw`\hat m = \frac{m}{1 - \beta_1^t}, \quad \hat v = \frac{v}{1 - \beta_2^t}`,
    String.raw`w \leftarrow w - \eta \, \frac{\hat m}{\sqrt{\hat v} + \epsilon}`,
  ],
  fields: { learningRate, beta1, beta2, epsilon, amsgrad, weightDecay },
} satisfies MemberHelp;
