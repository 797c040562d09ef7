import type { ActivationMeta } from '../../kinds/activation.ts';

/** Ramachandran et al. (2017): z σ(z), also called swish */
export default {
  label: 'SiLU',
  order: 6,
  since: 2,
  fields: {},
  keeps: 'input',
  traits: { canDie: false, clampsAtZero: false, isIdentity: false },
} as const satisfies ActivationMeta;
