import type { InitPython } from '../../kinds/init.ts';

export default {
  draw: 'nn.init.kaiming_normal_(layer.weight)',
} satisfies InitPython;
