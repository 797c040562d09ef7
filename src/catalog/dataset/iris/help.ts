import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: '150 flowers of three species, four measures each (Fisher, 1936). Small enough to train in a moment.',
} satisfies MemberHelp;
