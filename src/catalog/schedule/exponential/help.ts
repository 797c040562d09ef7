import type { MemberHelp } from '../../kinds/help.ts';
import { gamma } from '../../shared/schedule-help.ts';

export default {
  text: String.raw`After every epoch, the learning rate is multiplied by $\gamma$.`,
  formulas: [String.raw`\eta_e = \eta_0 \, \gamma^e`],
  fields: { gamma },
} satisfies MemberHelp;
