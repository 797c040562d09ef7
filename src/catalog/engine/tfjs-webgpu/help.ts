import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'TensorFlow.js on the graphics processor. For wide networks and large batches; small steps are slower there.',
} satisfies MemberHelp;
