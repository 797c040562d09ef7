import { abs, mul, sign, sub, sum } from '@tensorflow/tfjs-core';
import type { LossTfjs } from '../../kinds/loss.ts';

export default {
  meanAndGradient: (outputs, targets, divisor, constants) => {
    const error = sub(outputs, targets);
    const share = constants.get(`1/${divisor}`, 1 / divisor);
    return { mean: mul(sum(abs(error)), share), gradient: mul(sign(error), share) };
  },
} satisfies LossTfjs;
