import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'Squeezes its input into (−1, 1), centred at 0. Its slope is at most 1 and almost 0 far out, where a unit is saturated: gradients shrink there.',
  formulas: [String.raw`g(z) = \tanh z`, "g'(z) = 1 - g(z)^2"],
} satisfies MemberHelp;
