import type { LayerReference } from '../../kinds/layer.ts';

const { fround } = Math;

export default {
  rows: (x, { inputs, outputs, weight, bias }, z, from, to) => {
    for (let row = from; row < to; row++) {
      const start = row * inputs;
      for (let output = 0; output < outputs; output++) {
        const weights = output * inputs;
        let sum = bias[output]!;
        for (let i = 0; i < inputs; i++) sum += x[start + i]! * weight[weights + i]!;
        z[row * outputs + output] = sum;
      }
    }
  },
  roundedRows: (x, { inputs, outputs, weight, bias }, z, from, to) => {
    for (let row = from; row < to; row++) {
      const start = row * inputs;
      for (let output = 0; output < outputs; output++) {
        const weights = output * inputs;
        let sum = bias[output]!;
        for (let i = 0; i < inputs; i++)
          sum = fround(sum + fround(x[start + i]! * weight[weights + i]!));
        z[row * outputs + output] = sum;
      }
    }
  },
} satisfies LayerReference;
