import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'TensorFlow.js with its WebAssembly kernels. Other last digits than the lab’s own engine.',
} satisfies MemberHelp;
