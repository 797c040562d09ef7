import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'The mean squared error: large errors count most.',
  formulas: [String.raw`\frac{1}{N} \sum_i (\hat y_i - y_i)^2`],
} satisfies MemberHelp;
