import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'The share of the target’s variance that is explained: 1 is perfect, 0 is no better than always predicting the mean, below 0 is worse.',
  formulas: [String.raw`R^2 = 1 - \frac{\sum_i (y_i - \hat y_i)^2}{\sum_i (y_i - \bar y)^2}`],
} satisfies MemberHelp;
