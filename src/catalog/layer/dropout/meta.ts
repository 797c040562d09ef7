import type { LayerMeta } from '../../kinds/layer.ts';

/** torch.nn.Dropout */
export default {
  label: 'dropout',
  brief: 'dropout {p}',
  order: 6,
  fields: {
    p: {
      kind: 'real',
      label: 'probability of zero',
      short: 'p',
      atLeast: 0,
      below: 1,
      default: 0.5,
    },
  },
} as const satisfies LayerMeta;
