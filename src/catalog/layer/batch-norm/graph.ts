import { add, mean, mul, rsqrt, square, sub, type Tensor } from '@tensorflow/tfjs-core';
import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerGraph } from '../../kinds/layer.ts';
import type meta from './meta.ts';

/** Of every channel, the last axis; the variance is divided by the number of values. */
function batchStatistics(x: Tensor) {
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  const average = mean(x, axes);
  const count = x.size / average.size;
  return { mean: average, variance: mean(square(sub(x, average)), axes), count };
}

export default {
  output: (x, tensors, { epsilon }, { training }) => {
    const { weight, bias, running_mean, running_var } = tensors;
    const statistics = training
      ? batchStatistics(x)
      : { mean: running_mean!, variance: running_var! };
    const normal = mul(sub(x, statistics.mean), rsqrt(add(statistics.variance, epsilon)));
    return add(mul(normal, weight!), bias!);
  },
  buffers: (x, { running_mean, running_var, num_batches_tracked }, { momentum }) => {
    const { mean: batch, variance, count } = batchStatistics(x);
    const moved = (old: Tensor, now: Tensor) => add(mul(old, 1 - momentum), mul(now, momentum));
    return {
      running_mean: moved(running_mean!, batch),
      running_var: moved(running_var!, mul(variance, count / (count - 1))),
      num_batches_tracked: add(num_batches_tracked!, 1),
    };
  },
} satisfies LayerGraph<SettingsOf<typeof meta.fields>>;
