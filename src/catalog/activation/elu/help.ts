import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: String.raw`Like ReLU, but below 0 it falls smoothly to a constant, so that the mean of its values is closer to 0 and its slope never is 0.`,
  formulas: [String.raw`g(z) = \begin{cases} z & z > 0 \\ \alpha\,(e^z - 1) & z \le 0 \end{cases}`],
  fields: { alpha: { text: String.raw`How far below 0 it falls: $\alpha$.` } },
} satisfies MemberHelp;
