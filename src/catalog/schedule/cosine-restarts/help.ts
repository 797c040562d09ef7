import type { MemberHelp } from '../../kinds/help.ts';
import { minRate } from '../../shared/schedule-help.ts';

export default {
  text: 'The learning rate falls along half a cosine, jumps back to its start and falls again. A jump can lead out of a poor minimum; just before one, the network is at its best.',
  fields: {
    epochs: { text: 'Epochs from the start to the first jump.' },
    growth: { text: 'Each fall takes so many times the epochs of the one before.' },
    minRate,
  },
} satisfies MemberHelp;
