import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerMemory } from '../../kinds/layer.ts';
import { featureBytes } from '../../shared/panels.ts';
import type meta from './meta.ts';

export default {
  place: ({ inputs, tensors }, { epsilon }, room) => {
    const [features = 0] = inputs;
    const { weight, bias } = tensors;
    return room.structure('LayerNorm', {
      features,
      weight: weight!.value,
      bias: bias!.value,
      weightGradient: weight!.gradient,
      biasGradient: bias!.gradient,
      rows: room.allocate(room.panels * 2 * featureBytes),
      epsilon,
    });
  },
  pieces: () => 1,
} satisfies LayerMemory<SettingsOf<typeof meta.fields>>;
