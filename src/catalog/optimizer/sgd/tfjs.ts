import { add, mul, sub, type Tensor1D } from '@tensorflow/tfjs-core';
import type { OptimizerTfjs } from '../../kinds/optimizer.ts';
import type { SgdCoefficients } from './plan.ts';

export default {
  update: (p, g, c, { scalar, has, replace }) => {
    let direction = g;
    if (has('momentum')) {
      const momentum = scalar('momentum', c.momentum);
      const part =
        c.gradientFactor === 1 ? g : mul<Tensor1D>(g, scalar('gradientFactor', c.gradientFactor));
      const b = replace('momentum', (old) => add(mul(old, momentum), part));
      direction = c.nesterov ? add(g, mul(b, momentum)) : b;
    }
    return sub(p, mul(direction, scalar('learningRate', c.learningRate)));
  },
} satisfies OptimizerTfjs<SgdCoefficients>;
