import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'Generated rows with the columns of California housing, to try things where the real data are unavailable.',
} satisfies MemberHelp;
