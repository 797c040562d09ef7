import type { MemberHelp } from '../../kinds/help.ts';
import { kernel, padding, stride } from '../../shared/layer-help.ts';

export default {
  text: String.raw`Takes the mean of each window, channel by channel. Without a stride, the windows stand side by side. Padding counts as zeros.`,
  formulas: [String.raw`a_{c,y,x} = \tfrac{1}{k^2} \sum_{i,j} x_{c,\, s y + i,\, s x + j}`],
  fields: { kernel, stride, padding },
} satisfies MemberHelp;
