import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerForward } from '../../kinds/layer.ts';
import { channelStatistics, placesOf } from '../../shared/channels.ts';
import type meta from './meta.ts';

export default {
  forward: (x, tensors, { epsilon }, { rows, inputs, training }) => {
    const { weight = [], bias = [], running_mean = [], running_var = [] } = tensors;
    const { mean, variance } = training
      ? channelStatistics(x, rows, inputs)
      : { mean: running_mean, variance: running_var };
    const places = placesOf(inputs);
    return x.map((value, at) => {
      const channel = Math.floor(at / places) % inputs[0]!;
      const deviation = Math.sqrt(variance[channel]! + epsilon);
      return ((value - mean[channel]!) / deviation) * weight[channel]! + bias[channel]!;
    });
  },
  buffers: (x, { running_mean, running_var, num_batches_tracked }, settings, { rows, inputs }) => {
    const { mean, variance, count } = channelStatistics(x, rows, inputs);
    const moved = (old: ArrayLike<number>, batch: Float64Array) =>
      batch.map((value, at) => (1 - settings.momentum) * old[at]! + settings.momentum * value);
    return {
      running_mean: moved(running_mean!, mean),
      running_var: moved(
        running_var!,
        variance.map((value) => (value * count) / (count - 1)),
      ),
      num_batches_tracked: Float64Array.of(num_batches_tracked![0]! + 1),
    };
  },
} satisfies LayerForward<SettingsOf<typeof meta.fields>>;
