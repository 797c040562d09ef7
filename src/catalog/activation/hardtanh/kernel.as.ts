import { coefficient } from '../../../../workers/kernels/activation';

export function value(z: v128): v128 {
  // pmax and pmin return their first argument if that is NaN, so a divergence shows.
  const low = f32x4.pmax(z, f32x4.splat(coefficient(0)));
  return f32x4.pmin(low, f32x4.splat(coefficient(1)));
}

/** PyTorch's slope at both bounds is 0. */
export function through(gradient: v128, output: v128): v128 {
  const above = f32x4.gt(output, f32x4.splat(coefficient(0)));
  const below = f32x4.lt(output, f32x4.splat(coefficient(1)));
  return v128.and(gradient, v128.and(above, below));
}
