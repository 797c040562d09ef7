import type { LayerMeta } from '../../kinds/layer.ts';

/** z = x Wᵀ + b: torch.nn.Linear */
export default {
  label: 'linear',
  brief: '{width}',
  order: 0,
  fields: {
    width: { kind: 'count', label: 'width', atLeast: 1, atMost: 4096, start: 64 },
    bias: { kind: 'flag', label: 'bias', default: true },
  },
} as const satisfies LayerMeta;
