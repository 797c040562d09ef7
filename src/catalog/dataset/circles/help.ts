import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'A circle of 200 points around one of half its radius. A line cannot separate them: without a hidden layer no network does better than guessing.',
  formulas: [
    String.raw`(x, y) = r \, (\cos \varphi, \sin \varphi) + \varepsilon, \quad r = 1 \text{ or } \frac{1}{2}`,
  ],
} satisfies MemberHelp;
