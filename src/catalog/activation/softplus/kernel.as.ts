import { coefficient } from '../../../../workers/kernels/activation';
import { exp, log1p, logistic } from '../../../../workers/kernels/functions';

export function value(z: v128): v128 {
  const scaled = f32x4.mul(z, f32x4.splat(coefficient(0)));
  const small = f32x4.mul(log1p(exp(scaled)), f32x4.splat(coefficient(1)));
  return v128.bitselect(z, small, f32x4.gt(scaled, f32x4.splat(coefficient(2))));
}

/** σ(βz), by the sum. */
export function through(gradient: v128, z: v128): v128 {
  const scaled = f32x4.mul(z, f32x4.splat(coefficient(0)));
  const small = f32x4.mul(gradient, logistic(scaled));
  return v128.bitselect(gradient, small, f32x4.gt(scaled, f32x4.splat(coefficient(2))));
}
