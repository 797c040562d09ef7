import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerMemory } from '../../kinds/layer.ts';
import { placeWindows } from '../../shared/window-memory.ts';
import type meta from './meta.ts';

export default {
  place: (op, { kernel, stride = kernel, padding }, room) =>
    placeWindows(op, { kernel, stride, padding }, room.allocate(room.panels * op.stride), room),
} satisfies LayerMemory<SettingsOf<typeof meta.fields>>;
