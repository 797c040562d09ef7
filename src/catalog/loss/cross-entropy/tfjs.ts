import {
  add,
  div,
  exp,
  greater,
  log,
  max,
  mul,
  sub,
  sum,
  tensor1d,
  where,
  zerosLike,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { Constants } from '../../kinds/constants.ts';
import type { Criterion, LossTfjs } from '../../kinds/loss.ts';

/** One-hot targets as the shares of each class in a row's loss: w (hot (1 − ε) + ε/K). */
function sharesOf(
  targets: Tensor2D,
  { coefficients: [smoothing = 0], weights }: Criterion,
  constants: Constants,
): Tensor2D {
  const classes = targets.shape[1];
  const kept = mul(targets, constants.get('smoothing kept', 1 - smoothing));
  const smooth = add(kept, constants.get('smoothing share', smoothing / classes));
  return weights === undefined ? (smooth as Tensor2D) : mul(smooth, tensor1d([...weights]));
}

/** ∂L/∂z is Σt · softmax(z) − t, with the target t: one-hot, or each class's share. */
export default {
  meanAndGradient: (outputs, hot, divisor, constants, criterion) => {
    const targets = criterion === undefined ? hot : sharesOf(hot, criterion, constants);
    const shifted = sub(outputs, max(outputs, 1, true));
    const powers = exp(shifted);
    const total = sum(powers, 1, true);
    const inverse = constants.get(`1/${divisor}`, 1 / divisor);
    // Multiplying by the targets would turn −∞ (an output far below its row's largest) into NaN.
    const own = where(greater(targets, constants.zero), shifted, zerosLike(shifted));
    if (criterion === undefined)
      return {
        mean: mul(sum(sub(log(total), sum(own, 1, true))), inverse),
        gradient: mul(sub(div(powers, total), targets), inverse),
      };
    const all = sum(targets, 1, true);
    const rows = sub(mul(log(total), all), sum(mul(own, targets), 1, true));
    return {
      mean: mul(sum(rows), inverse),
      gradient: mul(sub(mul(div(powers, total), all), targets), inverse),
    };
  },
} satisfies LossTfjs;
