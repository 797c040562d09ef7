import type { LayerMeta } from '../../kinds/layer.ts';

/** torch.nn.AdaptiveAvgPool2d(1) */
export default {
  label: 'global average pooling',
  brief: 'global average pool',
  order: 4,
  picturesOnly: true,
  fields: {},
} as const satisfies LayerMeta;
