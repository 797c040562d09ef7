import type { MemberHelp } from '../../kinds/help.ts';
import { gamma } from '../../shared/schedule-help.ts';

export default {
  text: String.raw`Every $k$ epochs, the learning rate is multiplied by $\gamma$: large steps first, then finer ones.`,
  formulas: [String.raw`\eta_e = \eta_0 \, \gamma^{\lfloor e / k \rfloor}`],
  fields: { epochs: { text: 'Epochs between two changes of the rate.' }, gamma },
} satisfies MemberHelp;
