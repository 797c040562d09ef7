import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'Kaiming (He): like Xavier, but for ReLU, which cuts off half of what passes, so the weights’ variance is doubled. Biases are 0.',
  formulas: [String.raw`W \sim N(0, \sigma^2), \quad \sigma = \sqrt{\frac{2}{n_\text{in}}}`],
} satisfies MemberHelp;
