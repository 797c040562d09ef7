import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'The mean absolute error: how far predictions are off on average, in the target’s unit.',
  formulas: [String.raw`\frac{1}{N} \sum_i |\hat y_i - y_i|`],
} satisfies MemberHelp;
