import type { LayerOracle } from '../../kinds.ts';

/** z = W x + b with W [outputs, inputs] */
export default {
  value: (x, { weight = [], bias = [] }) =>
    bias.map((start, o) =>
      x.reduce((sum, each, i) => sum + weight[o * x.length + i]! * each, start),
    ),
  gradients: (x, upstream, { weight = [] }) => ({
    x: x.map((_, i) =>
      upstream.reduce((sum, slope, o) => sum + slope * weight[o * x.length + i]!, 0),
    ),
    tensors: {
      weight: upstream.flatMap((slope) => x.map((each) => slope * each)),
      bias: [...upstream],
    },
  }),
} satisfies LayerOracle;
