import type { LayerMeta } from '../../kinds/layer.ts';

/** z = x Wᵀ + b: torch.nn.Linear */
export default { label: 'linear', order: 0 } as const satisfies LayerMeta;
