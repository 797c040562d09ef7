import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerMemory } from '../../kinds/layer.ts';
import type meta from './meta.ts';

export default {
  place: ({ inputs, tensors }, { momentum, epsilon }, room) => {
    const [channels = 0, ...sides] = inputs;
    const { weight, bias } = tensors;
    const floats = () => room.allocate(channels * 4);
    return room.structure('BatchNorm', {
      channels,
      places: sides.reduce((product, each) => product * each, 1),
      weight: weight!.value,
      bias: bias!.value,
      runningMean: tensors.running_mean!.value,
      runningVar: tensors.running_var!.value,
      batches: tensors.num_batches_tracked!.value,
      weightGradient: weight!.gradient,
      biasGradient: bias!.gradient,
      sums: room.allocate(channels * 32),
      mean: floats(),
      scale: floats(),
      inverse: floats(),
      shift: floats(),
      slope: floats(),
      momentum,
      epsilon,
    });
  },
} satisfies LayerMemory<SettingsOf<typeof meta.fields>>;
