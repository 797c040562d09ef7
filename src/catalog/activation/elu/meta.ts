import type { ActivationMeta } from '../../kinds/activation.ts';

/** Clevert et al. (2016), torch.nn.ELU */
export default {
  label: 'ELU',
  order: 7,
  since: 2,
  fields: {
    alpha: { kind: 'real', label: 'depth below 0', short: 'α', above: 0, atMost: 10, default: 1 },
  },
  keeps: 'output',
  traits: { canDie: false, clampsAtZero: false, isIdentity: false },
} as const satisfies ActivationMeta;
