import { add, div, less, mul, sqrt, sub, where, type Tensor1D } from '@tensorflow/tfjs-core';
import type { OptimizerTfjs, OptimizerTools } from '../../kinds/optimizer.ts';
import { lerpInto, squareAverage } from '../../shared/optimizer-tfjs.ts';
import type { RmspropCoefficients } from './plan.ts';

/**
 * s − a², rounded nearly like PyTorch's single fused multiply-add: if the gradient hardly changes, s
 * and a² differ only by rounding, and which one is larger decides whether the root is a number. The
 * product's rounding error is computed and subtracted by Dekker's product
 * (T. J. Dekker, "A floating-point technique for extending the available precision", 1971).
 */
function lessSquare(s: Tensor1D, a: Tensor1D, { scalar }: OptimizerTools): Tensor1D {
  const scaled = mul<Tensor1D>(a, scalar('half of the digits', 2 ** 12 + 1));
  const high = sub<Tensor1D>(scaled, sub(scaled, a));
  const low = sub<Tensor1D>(a, high);
  const product = mul<Tensor1D>(a, a);
  const cross = mul<Tensor1D>(high, low);
  const lost = add<Tensor1D>(add(add(sub(mul(high, high), product), cross), cross), mul(low, low));
  // An infinite s stays so: its root ends the parameter's steps, in PyTorch as well.
  const finite = less(s, scalar('infinity', Infinity));
  return where(finite, sub(sub(s, product), lost), s);
}

export default {
  update: (p, g, c, tools) => {
    const { scalar, has, replace } = tools;
    const s = squareAverage(tools, 'squareAverage', g, c.alpha, c.oneMinusAlpha);
    const variance = has('gradientAverage')
      ? lessSquare(s, lerpInto(tools, 'gradientAverage', g, c), tools)
      : s;
    const r = add(sqrt(variance), scalar('epsilon', c.epsilon));
    const learningRate = scalar('learningRate', c.learningRate);
    if (!has('momentum')) return sub(p, div(mul(g, learningRate), r));
    const momentum = scalar('momentum', c.momentum);
    const b = replace('momentum', (old) => add(mul(old, momentum), div(g, r)));
    return sub(p, mul(b, learningRate));
  },
} satisfies OptimizerTfjs<RmspropCoefficients>;
