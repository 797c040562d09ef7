import type { InitMeta } from '../../kinds/init.ts';

export default {
  label: 'Xavier normal',
  order: 4,
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
  styles: [{ colour: 1, marker: 'triangle-down' }],
} as const satisfies InitMeta;
