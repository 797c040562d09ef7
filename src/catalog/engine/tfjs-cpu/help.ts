import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'TensorFlow.js in plain JavaScript: runs anywhere, and is slow.',
} satisfies MemberHelp;
