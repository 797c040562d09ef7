import type { MemberHelp } from '../../kinds/help.ts';
import { minRate } from '../../shared/schedule-help.ts';

export default {
  text: 'Lowers the learning rate when the loss has not improved for some epochs. It follows the validation loss if rows are held out, else the training loss.',
  fields: {
    factor: { text: 'What the rate is multiplied by.' },
    patience: {
      text: 'So many epochs without a lower loss are accepted; one more lowers the rate.',
    },
    threshold: {
      text: 'A loss counts as lower if it is below the lowest one by more than this share.',
    },
    cooldown: { text: 'Epochs after a change of the rate in which none is counted.' },
    minRate,
  },
} satisfies MemberHelp;
