import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: '70,000 grey images of clothes, 28 × 28 pixels, in ten classes: 60,000 to train on and 10,000 to test. Pixels are divided by 255.',
} satisfies MemberHelp;
