import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'For values: squared like the MSE for small errors, straight like L1 for large ones, so that outliers pull no harder than δ.',
  formulas: [
    String.raw`L = \frac{1}{N} \sum_i \begin{cases} \tfrac12 e_i^2 & \lvert e_i \rvert < \delta \\ \delta \left(\lvert e_i \rvert - \tfrac12 \delta\right) & \text{else} \end{cases}`,
  ],
  fields: { delta: { text: 'The error from which on the loss is straight.' } },
} satisfies MemberHelp;
