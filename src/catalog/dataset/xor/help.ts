import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'The class says whether both coordinates have the same sign: exclusive or, on 400 points. The smallest problem that no single line solves, and so the one that asked for hidden layers.',
  formulas: [
    String.raw`\text{blue where } x\,y > 0, \text{ orange where } x\,y < 0, \text{ before the noise } \varepsilon`,
  ],
} satisfies MemberHelp;
