import type { MemberHelp } from '../../kinds/help.ts';
import { minRate } from '../../shared/schedule-help.ts';

export default {
  text: String.raw`The learning rate falls along half a cosine: slowly at first, fast in the middle, slowly at the end. After $T$ epochs it climbs again, as in PyTorch, so $T$ is usually the number of epochs.`,
  formulas: [
    String.raw`\eta_e = \eta_\text{min} + \tfrac12 (\eta_0 - \eta_\text{min}) \left(1 + \cos \tfrac{\pi e}{T}\right)`,
  ],
  fields: { epochs: { text: String.raw`Epochs to the lowest rate, $T$.` }, minRate },
} satisfies MemberHelp;
