import type { LayerLayersModel } from '../../kinds/layer.ts';

export default {
  className: 'Dense',
  config: ({ outputs }, activation) => ({ units: outputs, activation, use_bias: true }),
  tensors: ({ inputs, outputs, weight, bias }) => [
    {
      name: 'kernel',
      shape: [inputs, outputs],
      values: Float32Array.from(
        weight,
        (_, at) => weight[(at % outputs) * inputs + Math.floor(at / outputs)]!,
      ),
    },
    { name: 'bias', shape: [outputs], values: bias },
  ],
} satisfies LayerLayersModel;
