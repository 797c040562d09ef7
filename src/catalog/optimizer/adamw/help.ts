import type { MemberHelp } from '../../kinds/help.ts';
import {
  amsgrad,
  beta1,
  beta2,
  decoupledDecay,
  epsilon,
  learningRate,
} from '../../shared/optimizer-help.ts';

export default {
  text: 'Adam with weight decay apart from the gradient (Loshchilov and Hutter), which regularises better than L2 inside Adam.',
  formulas: [String.raw`w \leftarrow w - \eta \, \frac{\hat m}{\sqrt{\hat v} + \epsilon}`],
  fields: { learningRate, beta1, beta2, epsilon, amsgrad, weightDecay: decoupledDecay },
} satisfies MemberHelp;
