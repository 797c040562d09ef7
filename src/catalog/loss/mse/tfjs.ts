import { mul, square, sub, sum } from '@tensorflow/tfjs-core';
import type { LossTfjs } from '../../kinds/loss.ts';

export default {
  meanAndGradient: (outputs, targets, divisor, constants) => {
    const error = sub(outputs, targets);
    return {
      mean: mul(sum(square(error)), constants.get(`1/${divisor}`, 1 / divisor)),
      gradient: mul(error, constants.get(`2/${divisor}`, 2 / divisor)),
    };
  },
} satisfies LossTfjs;
