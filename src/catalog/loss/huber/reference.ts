import type { LossReference } from '../../kinds/loss.ts';

export default {
  value: (outputs, targets, { coefficients: [bound = 1] } = { coefficients: [] }) => {
    let sum = 0;
    for (let k = 0; k < outputs.length; k++) {
      const size = Math.abs(outputs[k]! - targets[k]!);
      sum += size < bound ? size ** 2 / 2 : bound * (size - bound / 2);
    }
    return sum / outputs.length;
  },
} satisfies LossReference;
