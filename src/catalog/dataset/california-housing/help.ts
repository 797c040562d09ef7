import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: '20,640 districts of California in the census of 1990, eight numbers each; the target is the median house value. Split 75 to 25 by the seed and standardised with the training part’s means and deviations.',
} satisfies MemberHelp;
