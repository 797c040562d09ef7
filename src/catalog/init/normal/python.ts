import type { InitPython } from '../../kinds/init.ts';

export default {
  draw: 'nn.init.normal_(layer.weight, 0.0, init["std"])',
} satisfies InitPython;
