import type { ActivationMeta } from '../../kinds/activation.ts';

export default {
  label: 'sigmoid',
  order: 3,
  fields: {},
  keeps: 'output',
  traits: { canDie: false, clampsAtZero: false, isIdentity: false },
} as const satisfies ActivationMeta;
