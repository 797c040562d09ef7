import type { ActivationMeta } from '../../kinds/activation.ts';

export default {
  label: 'ReLU',
  order: 0,
  fields: {},
  keeps: 'output',
  traits: { canDie: true, clampsAtZero: true, isIdentity: false },
} as const satisfies ActivationMeta;
