import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'Kaiming (He): like Xavier, but for ReLU, which cuts off half of what passes, so the weights’ variance is doubled. Biases are 0.',
  formulas: [String.raw`W \sim U(-d, d), \quad d = \sqrt{\frac{6}{n_\text{in}}}`],
} satisfies MemberHelp;
