import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: String.raw`For classes: how surprised the network is by the right class $y$, given its outputs $z$. 0 is certain and right; $\ln K$ is guessing among $K$ classes.`,
  formulas: [String.raw`L = -\ln \frac{e^{z_y}}{\sum_k e^{z_k}}`],
  fields: {
    smoothing: {
      text: String.raw`The share $\varepsilon$ of each target that is spread over all classes, so that the network is not pushed to be certain.`,
      formulas: [String.raw`t_k = (1 - \varepsilon) \, [k = y] + \frac{\varepsilon}{K}`],
    },
    weights: {
      text: 'How much a row of each class counts, one number for each class. A batch’s mean is divided by the sum of its rows’ weights.',
    },
    balanced: {
      text: String.raw`Whether all classes count the same together, however many rows $n_k$ of $N$ each has.`,
      formulas: [String.raw`w_k = \frac{N}{K \, n_k}`],
    },
  },
} satisfies MemberHelp;
