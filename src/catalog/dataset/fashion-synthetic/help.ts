import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'Generated images of the same shape and classes as FashionMNIST, to try things where the real data are unavailable. No result on them says anything of clothes.',
} satisfies MemberHelp;
