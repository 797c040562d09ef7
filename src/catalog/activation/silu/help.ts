import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: String.raw`Weighs its input by the logistic function of it. Smooth, dips slightly below 0, and is close to ReLU far from 0. Also called swish.`,
  formulas: [String.raw`g(z) = z \, \sigma(z)`],
} satisfies MemberHelp;
