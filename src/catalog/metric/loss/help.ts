import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'What training makes small: cross-entropy for classes, the mean squared error for values.',
} satisfies MemberHelp;
