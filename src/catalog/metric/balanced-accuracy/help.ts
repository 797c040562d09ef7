import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'The mean of the classes’ recalls: each class counts the same, however many rows it has.',
  formulas: [String.raw`\frac{1}{K} \sum_k \text{recall}_k`],
} satisfies MemberHelp;
