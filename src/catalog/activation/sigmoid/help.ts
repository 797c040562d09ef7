import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'Squeezes its input into (0, 1). Its slope is at most ¼, so gradients shrink by at least that factor in each layer: deep networks of it learn slowly.',
  formulas: [String.raw`g(z) = \frac{1}{1 + e^{-z}}`, String.raw`g'(z) = g(z) \, (1 - g(z))`],
} satisfies MemberHelp;
