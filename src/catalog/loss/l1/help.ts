import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'For values: the mean absolute error. Every error pulls with the same strength, so a few large ones do not rule.',
  formulas: [String.raw`L = \frac{1}{N} \sum_i \left\lvert \hat y_i - y_i \right\rvert`],
} satisfies MemberHelp;
