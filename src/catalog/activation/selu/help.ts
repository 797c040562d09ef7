import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: String.raw`ELU with two constants that keep mean 0 and variance 1 from layer to layer, in deep networks of wide layers whose weights are drawn with LeCun’s variance, 1 / inputs.`,
  formulas: [
    String.raw`g(z) = \lambda \begin{cases} z & z > 0 \\ \alpha\,(e^z - 1) & z \le 0 \end{cases}`,
  ],
} satisfies MemberHelp;
