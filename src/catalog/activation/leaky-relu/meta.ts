import type { ActivationMeta } from '../../kinds/activation.ts';

export default {
  label: 'leaky ReLU',
  order: 1,
  keeps: 'output',
  traits: { canDie: false, clampsAtZero: false, isIdentity: false },
} as const satisfies ActivationMeta;
