import type { LayerMeta } from '../../kinds/layer.ts';

/** torch.nn.MaxPool2d with square windows */
export default {
  label: 'max pooling',
  brief: 'max pool',
  order: 2,
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
