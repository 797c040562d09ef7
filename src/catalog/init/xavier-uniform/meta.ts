import type { InitMeta } from '../../kinds/init.ts';

export default {
  label: 'Xavier',
  order: 3,
  fields: {
    gain: {
      kind: 'real',
      above: 0,
      atMost: 1e3,
      default: 1,
      label: 'gain of the weights',
      short: 'gain',
      joined: ' × ',
    },
  },
  styles: [{ colour: 7, marker: 'diamond' }],
} as const satisfies InitMeta;
