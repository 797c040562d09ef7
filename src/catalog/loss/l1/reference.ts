import type { LossReference } from '../../kinds/loss.ts';

export default {
  value: (outputs, targets) => {
    let sum = 0;
    for (let k = 0; k < outputs.length; k++) {
      const size = Math.abs(outputs[k]! - targets[k]!);
      sum += size;
    }
    return sum / outputs.length;
  },
} satisfies LossReference;
