import type { LayerMeta } from '../../kinds/layer.ts';

/** torch.nn.BatchNorm1d or BatchNorm2d, by what it reads */
export default {
  label: 'batch norm',
  brief: 'batch norm',
  order: 7,
  fields: {
    momentum: {
      kind: 'real',
      label: 'share of a new batch',
      short: 'momentum',
      above: 0,
      atMost: 1,
      default: 0.1,
    },
    epsilon: { kind: 'real', label: 'epsilon', short: 'ε', above: 0, atMost: 1, default: 1e-5 },
  },
} as const satisfies LayerMeta;
