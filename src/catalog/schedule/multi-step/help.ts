import type { MemberHelp } from '../../kinds/help.ts';
import { gamma } from '../../shared/schedule-help.ts';

export default {
  text: String.raw`After each of the given epochs, the learning rate is multiplied by $\gamma$.`,
  fields: {
    milestones: { text: 'Epochs after which the rate changes, in increasing order.' },
    gamma,
  },
} satisfies MemberHelp;
