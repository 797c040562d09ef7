import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: String.raw`A line between two bounds, and flat beyond them: a tanh that costs nothing to compute, but whose slope outside the bounds is 0.`,
  formulas: [String.raw`g(z) = \max(\text{min}, \min(\text{max}, z))`],
  fields: {
    min: { text: 'The value that it has below.' },
    max: { text: 'The value that it has above.' },
  },
} satisfies MemberHelp;
