import type { ActivationMeta } from '../../kinds/activation.ts';

export default {
  label: 'GELU',
  order: 5,
  since: 2,
  fields: {
    approximate: {
      kind: 'choice',
      label: 'approximation',
      options: ['none', 'tanh'],
      default: 'none',
    },
  },
  // Not one-to-one below zero, so its slope cannot be computed from its value.
  keeps: 'input',
  traits: { canDie: false, clampsAtZero: false, isIdentity: false },
} as const satisfies ActivationMeta;
