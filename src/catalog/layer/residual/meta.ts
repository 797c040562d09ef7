import type { LayerMeta } from '../../kinds/layer.ts';

/** x + F(x), with layers F: He et al. (2016), "Deep Residual Learning for Image Recognition" */
export default {
  label: 'residual block',
  brief: 'residual',
  order: 9,
  composite: true,
  fields: {
    projection: { kind: 'flag', label: 'projection of the shortcut', default: false },
  },
} as const satisfies LayerMeta;
