import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: String.raw`Xavier (Glorot): keeps the variance of signals and gradients about the same from layer to layer, for activations that are near the identity around 0, such as tanh. $n_\text{in}$ and $n_\text{out}$ are the layer’s inputs and outputs; biases are 0.`,
  formulas: [
    String.raw`W \sim N(0, \sigma^2), \quad \sigma = \text{gain} \cdot \sqrt{\frac{2}{n_\text{in} + n_\text{out}}}`,
  ],
  fields: {
    gain: {
      text: 'A factor on the range of the weights, for activations that shrink or grow what passes.',
    },
  },
} satisfies MemberHelp;
