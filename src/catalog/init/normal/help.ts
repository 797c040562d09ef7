import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'Weights from a normal distribution around 0 with standard deviation σ, biases 0.',
  formulas: [String.raw`W \sim N(0, \sigma^2)`],
  fields: { std: { text: 'The standard deviation σ of the weights.' } },
} satisfies MemberHelp;
