import type { LayerMemory } from '../../kinds/layer.ts';

export default { place: () => 0 } satisfies LayerMemory;
