import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: String.raw`Shifts and scales every row to mean 0 and variance 1 over its features, and then by a weight and a bias that are learnt. Rows do not depend on each other, so that it also works in small batches and is the same in evaluation.`,
  formulas: [String.raw`a = \gamma \, \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}} + \beta`],
  fields: {
    epsilon: {
      text: 'A small number that is added to the variance, so that nothing is divided by 0.',
    },
  },
} satisfies MemberHelp;
