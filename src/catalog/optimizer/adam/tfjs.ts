import { add, div, maximum, mul, sqrt, sub, type Tensor1D } from '@tensorflow/tfjs-core';
import type { OptimizerTfjs } from '../../kinds/optimizer.ts';
import { lerpInto, squareAverage } from '../../shared/optimizer-tfjs.ts';
import type { AdamCoefficients } from './plan.ts';

export default {
  update: (p, g, c, tools) => {
    const { scalar, has, replace } = tools;
    const m = lerpInto(tools, 'firstMoment', g, c);
    const newest = squareAverage(tools, 'secondMoment', g, c.beta2, c.oneMinusBeta2);
    const v = has('largestSecondMoment')
      ? replace('largestSecondMoment', (old) => maximum(old, newest))
      : newest;
    const corrected = div(sqrt(v), scalar('rootCorrection', c.rootCorrection));
    const denominator = add(corrected, scalar('epsilon', c.epsilon));
    const step = mul(m, scalar('stepSize', c.stepSize));
    const shrunk = c.shrink === 1 ? p : mul<Tensor1D>(p, scalar('shrink', c.shrink));
    return sub(shrunk, div(step, denominator));
  },
} satisfies OptimizerTfjs<AdamCoefficients>;
