import type { ActivationMeta } from '../../kinds/activation.ts';

/** torch.nn.Softplus */
export default {
  label: 'softplus',
  order: 9,
  since: 2,
  fields: {
    beta: { kind: 'real', label: 'sharpness', short: 'β', above: 0, atMost: 100, default: 1 },
    threshold: { kind: 'real', label: 'threshold', above: 0, atMost: 80, default: 20 },
  },
  keeps: 'input',
  traits: { canDie: false, clampsAtZero: false, isIdentity: false },
} as const satisfies ActivationMeta;
