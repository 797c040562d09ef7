import type { InitMeta } from '../../kinds/init.ts';

export default {
  label: 'normal',
  order: 2,
  fields: {
    std: { kind: 'real', above: 0, atMost: 1e6, label: 'weights’ σ', joined: ' σ ', start: 0.1 },
  },
} as const satisfies InitMeta;
