import {
  div,
  exp,
  greater,
  log,
  max,
  mul,
  sub,
  sum,
  where,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { LossTfjs } from '../../kinds/loss.ts';

/** ∂L/∂z is softmax(z) − target. */
export default {
  meanAndGradient: (outputs, targets, divisor, constants) => {
    const shifted = sub(outputs, max(outputs, 1, true));
    const powers = exp(shifted);
    const total = sum(powers, 1, true);
    const inverse = constants.get(`1/${divisor}`, 1 / divisor);
    // Multiplying by the targets would turn −∞ (an output far below its row's largest) into NaN.
    const own = where(greater(targets, constants.zero), shifted, zerosLike(shifted));
    return {
      mean: mul(sum(sub(log(total), sum(own, 1, true))), inverse),
      gradient: mul(sub(div(powers, total), targets), inverse),
    };
  },
} satisfies LossTfjs;
