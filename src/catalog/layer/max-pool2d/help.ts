import type { MemberHelp } from '../../kinds/help.ts';
import { kernel, padding, stride } from '../../shared/layer-help.ts';

export default {
  text: String.raw`Keeps the largest value of each window, channel by channel, so that the picture shrinks and small shifts matter less. Without a stride, the windows stand side by side.`,
  formulas: [String.raw`a_{c,y,x} = \max_{i,j} \, x_{c,\, s y + i,\, s x + j}`],
  fields: { kernel, stride, padding },
} satisfies MemberHelp;
