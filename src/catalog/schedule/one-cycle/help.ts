import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'Within the whole training, the learning rate climbs to the optimiser’s and falls far below its start, step by step; momentum does the opposite. High rates in the middle keep the network from settling too early.',
  fields: {
    rise: { text: 'The share of all steps in which the rate climbs.' },
    startDivisor: { text: 'The first rate is the optimiser’s, divided by this.' },
    endDivisor: { text: 'The last rate is the first, divided by this.' },
    cyclesMomentum: {
      text: String.raw`Whether momentum ($\beta_1$ of Adam) falls while the rate climbs and climbs while it falls, whatever the optimiser’s own is.`,
    },
    leastMomentum: { text: 'The momentum at the highest rate.' },
    mostMomentum: { text: 'The momentum at both ends.' },
  },
} satisfies MemberHelp;
