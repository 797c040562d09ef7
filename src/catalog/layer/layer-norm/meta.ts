import type { LayerMeta } from '../../kinds/layer.ts';

/** torch.nn.LayerNorm over the features of a row */
export default {
  label: 'layer norm',
  brief: 'layer norm',
  order: 8,
  fields: {
    epsilon: { kind: 'real', label: 'epsilon', short: 'ε', above: 0, atMost: 1, default: 1e-5 },
  },
} as const satisfies LayerMeta;
