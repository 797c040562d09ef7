import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'Passes what is positive and cuts off the rest. Its slope is 1 or 0, so gradients do not shrink where a unit is active; a unit that is negative for every input is dead and learns no more.',
  formulas: [String.raw`g(z) = \max(0, z)`],
} satisfies MemberHelp;
