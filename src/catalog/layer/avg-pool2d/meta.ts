import type { LayerMeta } from '../../kinds/layer.ts';

/** torch.nn.AvgPool2d with square windows */
export default {
  label: 'average pooling',
  brief: 'average pool',
  order: 3,
  picturesOnly: true,
  fields: {
    kernel: { kind: 'count', label: 'kernel', atLeast: 1, atMost: 64, default: 2 },
    stride: {
      kind: 'count',
      label: 'stride',
      atLeast: 1,
      atMost: 64,
      optional: true,
      follows: 'kernel',
    },
    padding: { kind: 'count', label: 'padding', atLeast: 0, atMost: 32, default: 0 },
  },
} as const satisfies LayerMeta;
