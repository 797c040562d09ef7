import type { LossReference } from '../../kinds/loss.ts';

export default {
  value: (outputs, targets) => {
    let squares = 0;
    for (let k = 0; k < outputs.length; k++) squares += (outputs[k]! - targets[k]!) ** 2;
    return squares / outputs.length;
  },
} satisfies LossReference;
