import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerMemory } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  /** PyTorch keeps where a number below 1 is below 1 − p in float64, and divides by it in float32. */
  place: ({ stride }, { p }, room) =>
    room.structure('Dropout', {
      mask: room.allocate(room.panels * stride),
      bound: Math.ceil((1 - p) * 2 ** 53),
      scale: Math.fround(1 / Math.fround(1 - p)),
      draws: Number(p > 0),
    }),
} satisfies LayerMemory<SettingsOf<typeof meta.fields>>;
