import { fused, matMul, reshape, transpose, type Tensor2D } from '@tensorflow/tfjs-core';
import type { LayerTfjs } from '../../kinds/layer.ts';

export default {
  value: (x, { weight, bias }, within, { transposeFirst }) =>
    fused.matMul({
      a: x,
      b: transposeFirst ? transpose(weight) : weight,
      transposeB: !transposeFirst,
      bias,
      activation: within?.name ?? 'linear',
      ...(within?.alpha === undefined ? {} : { leakyreluAlpha: within.alpha }),
    }) as Tensor2D,
  gradients: (x, gradient, { transposeFirst, ones }) => {
    // Transposing δ instead of x gives the same result, and δ is the smaller one where it matters.
    const weight: Tensor2D = transposeFirst
      ? matMul(transpose(gradient), x)
      : matMul(gradient, x, true, false);
    // A product with a row of ones sums the columns faster than tfjs's reduction does.
    const bias: Tensor2D = matMul(ones, gradient);
    return [reshape(weight, [weight.size]), reshape(bias, [bias.size])];
  },
  through: (gradient, { weight }) => matMul(gradient, weight),
} satisfies LayerTfjs;
