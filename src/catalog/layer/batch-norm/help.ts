import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: String.raw`Shifts and scales every channel to mean 0 and variance 1 over the batch, and then by a weight and a bias that are learnt. It also keeps running means and variances, which evaluation uses instead of the batch’s. Layers below then see inputs of the same scale at every depth.`,
  formulas: [
    String.raw`a = \gamma \, \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}} + \beta`,
    String.raw`r \leftarrow (1 - m)\, r + m\, \hat{\mu}`,
  ],
  fields: {
    momentum: {
      text: 'How much each batch moves the running mean and variance, which evaluation uses.',
    },
    epsilon: {
      text: 'A small number that is added to the variance, so that nothing is divided by 0.',
    },
  },
} satisfies MemberHelp;
