import type { InitPython } from '../../kinds/init.ts';

export default {
  draw: 'nn.init.uniform_(layer.weight, -init["d"], init["d"])',
} satisfies InitPython;
