import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'The same learning rate from the first step to the last.',
} satisfies MemberHelp;
