import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'For values: the mean squared error. Large errors count most; the unit is the square of the target’s.',
  formulas: [String.raw`L = \frac{1}{N} \sum_i (\hat y_i - y_i)^2`],
} satisfies MemberHelp;
