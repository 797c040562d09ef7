import type { LossReference } from '../../kinds/loss.ts';

/** log Σ exp(z − m) − (z − m)[target] with m the largest output, so that nothing overflows. */
export default {
  value: (outputs, targets) => {
    let largest = outputs[0]!;
    for (let k = 1; k < outputs.length; k++) if (outputs[k]! > largest) largest = outputs[k]!;
    let [total, picked] = [0, Number.NaN];
    for (let k = 0; k < outputs.length; k++) {
      const shifted = outputs[k]! - largest;
      total += Math.exp(shifted);
      if (k === targets[0]) picked = shifted;
    }
    return Math.log(total) - picked;
  },
} satisfies LossReference;
