import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'Every output is a weighted sum of all inputs and a bias.',
  formulas: ['z = W x + b'],
} satisfies MemberHelp;
