import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: String.raw`Weighs its input by the probability that a standard normal number is smaller. Smooth, and close to ReLU far from 0. The exact form with $\Phi$, the normal distribution function.`,
  formulas: [
    String.raw`g(z) = z \, \Phi(z) = \tfrac{z}{2} \left( 1 + \operatorname{erf}\tfrac{z}{\sqrt{2}} \right)`,
  ],
  fields: {
    approximate: {
      text: 'With tanh, an older formula that is close to it, as in GPT-2.',
      formulas: [
        String.raw`\tfrac{z}{2} \left( 1 + \tanh\left( \sqrt{2 / \pi}\, (z + 0.044715\, z^3) \right) \right)`,
      ],
    },
  },
} satisfies MemberHelp;
