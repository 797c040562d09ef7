import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerMemory } from '../../kinds/layer.ts';
import { featureBytes, quads } from '../../shared/panels.ts';
import type meta from './meta.ts';

/** As in op.as.ts. */
const inputsAtOnce = 32;

export default {
  place: ({ inputs, tensors, passes }, { width }, room) => {
    const [features, outputs] = [quads(inputs[0]!), quads(width)];
    const { weight, bias } = tensors;
    return room.structure('Linear', {
      inputs: features,
      outputs,
      weight: weight!.value,
      bias: bias?.value ?? 0,
      biasStep: bias === undefined ? 0 : 16,
      weightGradient: weight!.gradient,
      biasGradient: bias?.gradient ?? 0,
      transposed: passes ? room.allocate(features * outputs * 4) : 0,
      deltas: room.allocate(Math.ceil(outputs / 8) * 8 * featureBytes * room.chunk),
    });
  },
  pieces: ([features = 0]) => Math.ceil(features / inputsAtOnce),
} satisfies LayerMemory<SettingsOf<typeof meta.fields>>;
