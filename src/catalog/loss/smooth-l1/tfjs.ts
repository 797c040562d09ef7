import { abs, minimum, mul, sign, sub, sum, div } from '@tensorflow/tfjs-core';
import type { LossTfjs } from '../../kinds/loss.ts';

export default {
  meanAndGradient: (outputs, targets, divisor, constants, criterion) => {
    const error = sub(outputs, targets);
    const share = constants.get(`1/${divisor}`, 1 / divisor);
    const bound = constants.get('bound', criterion?.coefficients[0] ?? 1);
    const size = abs(error);
    const clipped = minimum(size, bound);
    const slope = div(clipped, bound);
    const rest = sub(size, mul(clipped, constants.get('half', 0.5)));
    return {
      mean: mul(sum(mul(slope, rest)), share),
      gradient: mul(mul(slope, sign(error)), share),
    };
  },
} satisfies LossTfjs;
