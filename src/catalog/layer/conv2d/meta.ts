import type { LayerMeta } from '../../kinds/layer.ts';

/** torch.nn.Conv2d with a square kernel */
export default {
  label: '2-D convolution',
  brief: 'conv {channels}',
  order: 1,
  picturesOnly: true,
  fields: {
    channels: { kind: 'count', label: 'channels', atLeast: 1, atMost: 1024, start: 8 },
    kernel: { kind: 'count', label: 'kernel', atLeast: 1, atMost: 64, start: 3 },
    stride: { kind: 'count', label: 'stride', atLeast: 1, atMost: 64, default: 1 },
    padding: { kind: 'count', label: 'padding', atLeast: 0, atMost: 32, default: 0 },
    bias: { kind: 'flag', label: 'bias', default: true },
  },
} as const satisfies LayerMeta;
