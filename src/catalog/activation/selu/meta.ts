import type { ActivationMeta } from '../../kinds/activation.ts';

/** Klambauer et al. (2017), torch.nn.SELU */
export default {
  label: 'SELU',
  order: 8,
  since: 2,
  fields: {},
  keeps: 'output',
  traits: { canDie: false, clampsAtZero: false, isIdentity: false },
} as const satisfies ActivationMeta;
