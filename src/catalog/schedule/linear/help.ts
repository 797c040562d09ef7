import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'The learning rate changes by the same amount after every epoch, from the first factor of it to the last, and stays there.',
  fields: {
    epochs: { text: 'Epochs to the last factor.' },
    startFactor: { text: 'The share of the optimiser’s rate in the first epoch.' },
    endFactor: { text: 'The share of the optimiser’s rate at the end.' },
  },
} satisfies MemberHelp;
