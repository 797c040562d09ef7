import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: String.raw`The mean of every channel over the whole picture: one number a channel is left. With it a network does not depend on the picture’s size.`,
  formulas: [String.raw`a_c = \tfrac{1}{h w} \sum_{y,x} x_{c,y,x}`],
} satisfies MemberHelp;
