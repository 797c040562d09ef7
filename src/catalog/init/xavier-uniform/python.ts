import type { InitPython } from '../../kinds/init.ts';

export default {
  draw: 'nn.init.xavier_uniform_(layer.weight, gain=init.get("gain", 1.0))',
} satisfies InitPython;
