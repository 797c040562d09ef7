import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'Weights uniform in (−d, d), biases 0. A small d makes signals and gradients shrink from layer to layer; a large one makes them grow.',
  formulas: [String.raw`W \sim U(-d, d), \quad \operatorname{Var} W = \tfrac{d^2}{3}`],
  fields: { d: { text: 'The bound of the weights: they lie between −d and d.' } },
} satisfies MemberHelp;
