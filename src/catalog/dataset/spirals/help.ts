import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'The points of each class lie on one arm of a double spiral of 400 points. No line separates them, nor does a simple curve: the network needs several hidden units, and time.',
  formulas: [
    String.raw`(x, y) = \pm\, r \, (\cos \varphi, \sin \varphi) + \varepsilon, \quad r \text{ grows with } \varphi`,
  ],
} satisfies MemberHelp;
