import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: String.raw`While training, sets each value to zero with probability $p$ and scales the others up, so that no unit relies on another one. In evaluation it does nothing.`,
  formulas: [String.raw`a = \frac{m}{1 - p} \, x, \quad m \sim \text{Bernoulli}(1 - p)`],
  fields: {
    p: {
      text: 'The probability with which a value is set to zero. 0.5 is usual between wide linear layers, 0.1 to 0.3 elsewhere.',
    },
  },
} satisfies MemberHelp;
