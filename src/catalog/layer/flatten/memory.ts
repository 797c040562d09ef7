import type { LayerMemory } from '../../kinds/layer.ts';

export default { alias: true } satisfies LayerMemory;
