import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'Two half circles that interlock, 200 points each. One bent boundary between them is enough: a network without a hidden layer gets most points right, a small one nearly all.',
  formulas: [
    String.raw`\text{blue: } (\cos \varphi, \sin \varphi) + \varepsilon`,
    String.raw`\text{orange: } (1 - \cos \varphi, \frac{1}{2} - \sin \varphi) + \varepsilon`,
  ],
} satisfies MemberHelp;
