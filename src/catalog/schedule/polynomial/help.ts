import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: String.raw`The learning rate falls to 0 within $T$ epochs, as a power of the time that is left.`,
  formulas: [String.raw`\eta_e = \eta_0 \left(1 - \frac{e}{T}\right)^p`],
  fields: {
    epochs: { text: String.raw`Epochs to 0, $T$. From then on nothing is learnt.` },
    power: { text: String.raw`1 is a straight line; larger powers $p$ fall faster at first.` },
  },
} satisfies MemberHelp;
