import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'The mean of the classes’ F1, which is high only where precision and recall both are.',
  formulas: [
    String.raw`F_1 = \frac{2 \cdot \text{precision} \cdot \text{recall}}{\text{precision} + \text{recall}}`,
  ],
} satisfies MemberHelp;
