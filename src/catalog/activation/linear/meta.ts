import type { ActivationMeta } from '../../kinds/activation.ts';

export default {
  label: 'linear',
  order: 4,
  fields: {},
  keeps: 'output',
  traits: { canDie: false, clampsAtZero: false, isIdentity: true },
} as const satisfies ActivationMeta;
