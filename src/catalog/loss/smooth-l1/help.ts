import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'For values: L1, rounded off where the error is below β. It is the Huber loss divided by its δ.',
  formulas: [
    String.raw`L = \frac{1}{N} \sum_i \begin{cases} \tfrac{1}{2\beta} e_i^2 & \lvert e_i \rvert < \beta \\ \lvert e_i \rvert - \tfrac12 \beta & \text{else} \end{cases}`,
  ],
  fields: { beta: { text: 'The error from which on the loss is straight.' } },
} satisfies MemberHelp;
