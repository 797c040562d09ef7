import type { InitMeta } from '../../kinds/init.ts';

export default {
  label: 'uniform',
  order: 1,
  fields: {
    d: { kind: 'real', above: 0, atMost: 1e6, label: 'weights within ±', joined: ' ±', start: 0.1 },
  },
  styles: [
    { when: { d: 0.01 }, colour: 5, marker: 'circle' },
    { when: { d: 0.1 }, colour: 3, marker: 'square' },
    { when: { d: 1 }, colour: 6, marker: 'triangle' },
  ],
} as const satisfies InitMeta;
