import type { MemberHelp } from '../../kinds/help.ts';
import { bias } from '../../shared/layer-help.ts';

export default {
  text: 'Every output is a weighted sum of all inputs and a bias.',
  formulas: ['z = W x + b'],
  fields: { width: { text: 'How many numbers it puts out: the neurons of the layer.' }, bias },
} satisfies MemberHelp;
