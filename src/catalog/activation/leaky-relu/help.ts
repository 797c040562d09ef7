import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'Like ReLU, but with a small slope where the input is negative, so that a unit never dies entirely.',
  formulas: [String.raw`g(z) = \begin{cases} z & z > 0 \\ s\, z & z \le 0 \end{cases}`],
  fields: { slope: { text: 'The slope $s$ below 0; 0.01 unless set in a list of layers.' } },
} satisfies MemberHelp;
