import type { ActivationMeta } from '../../kinds/activation.ts';

export default {
  label: 'tanh',
  order: 2,
  fields: {},
  keeps: 'output',
  traits: { canDie: false, clampsAtZero: false, isIdentity: false },
} as const satisfies ActivationMeta;
