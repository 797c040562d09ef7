import type { LayerMeta } from '../../kinds/layer.ts';

/** torch.nn.Flatten */
export default {
  label: 'flatten',
  order: 5,
  fields: {},
} as const satisfies LayerMeta;
