import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'The root of the mean squared error, in the target’s unit. Above the mean absolute error the more, the more errors differ.',
  formulas: [String.raw`\sqrt{\frac{1}{N} \sum_i (\hat y_i - y_i)^2}`],
} satisfies MemberHelp;
