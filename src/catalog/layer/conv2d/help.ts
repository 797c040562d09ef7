import type { MemberHelp } from '../../kinds/help.ts';
import { bias, kernel, padding, stride } from '../../shared/layer-help.ts';

export default {
  text: String.raw`Slides a small square kernel over the picture: every output is a weighted sum of the window under it, over all input channels, and all places share the weights. Each output channel has a kernel of its own. Padding adds zeros around the picture; the stride is how far the kernel moves.`,
  formulas: [
    String.raw`z_{o,y,x} = b_o + \sum_{c,i,j} W_{o,c,i,j} \, x_{c,\, s y + i - p,\, s x + j - p}`,
  ],
  fields: {
    channels: { text: 'How many output channels, each with a kernel of its own.' },
    kernel,
    stride,
    padding,
    bias,
  },
} satisfies MemberHelp;
