import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'Like ReLU, but with a small slope where the input is negative, so that a unit never dies entirely.',
  formulas: [String.raw`g(z) = \begin{cases} z & z > 0 \\ 0.01\, z & z \le 0 \end{cases}`],
} satisfies MemberHelp;
