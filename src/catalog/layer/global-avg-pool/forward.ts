import type { LayerForward } from '../../kinds/layer.ts';

export default {
  forward: (x, _, __, { rows, inputs: [channels = 0, height = 0, width = 0] }) => {
    const size = height * width;
    return Float64Array.from(
      { length: rows * channels },
      (_each, plane) =>
        x.subarray(plane * size, (plane + 1) * size).reduce((sum, value) => sum + value, 0) / size,
    );
  },
} satisfies LayerForward<object>;
