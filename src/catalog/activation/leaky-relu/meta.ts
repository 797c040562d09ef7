import type { ActivationMeta } from '../../kinds/activation.ts';

export default {
  label: 'leaky ReLU',
  order: 1,
  fields: {
    slope: {
      kind: 'real',
      label: 'slope below 0',
      short: 'slope',
      atLeast: 0,
      atMost: 10,
      default: 0.01,
    },
  },
  keeps: 'output',
  traits: { canDie: false, clampsAtZero: false, isIdentity: false },
} as const satisfies ActivationMeta;
