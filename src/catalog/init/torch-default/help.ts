import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: String.raw`What torch.nn.Linear does by itself: weights and biases uniform in a range that shrinks with the inputs of the layer, $n_\text{in}$.`,
  formulas: [
    String.raw`W, b \sim U\!\left(-\tfrac{1}{\sqrt{n_\text{in}}},\ \tfrac{1}{\sqrt{n_\text{in}}}\right)`,
  ],
} satisfies MemberHelp;
