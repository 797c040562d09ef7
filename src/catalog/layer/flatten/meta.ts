import type { LayerMeta } from '../../kinds/layer.ts';

/** torch.nn.Flatten */
export default {
  label: 'flatten',
  brief: 'flatten',
  order: 5,
  keepsFeatures: true,
  fields: {},
} as const satisfies LayerMeta;
