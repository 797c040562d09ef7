import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'The lab’s own engine: one WebAssembly module trains a whole epoch. The same bits on every machine, unless fused multiply-add is allowed.',
} satisfies MemberHelp;
