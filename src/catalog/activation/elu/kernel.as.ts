import { coefficient } from '../../../../workers/kernels/activation';
import { expm1 } from '../../../../workers/kernels/functions';

export function value(z: v128): v128 {
  const below = f32x4.mul(f32x4.splat(coefficient(0)), expm1(z));
  return v128.bitselect(z, below, f32x4.gt(z, f32x4.splat(0)));
}

/** The output has the sum's sign, and below zero a slope of α more. */
export function through(gradient: v128, output: v128): v128 {
  const slope = f32x4.add(output, f32x4.splat(coefficient(0)));
  const positive = f32x4.gt(output, f32x4.splat(0));
  return v128.bitselect(gradient, f32x4.mul(gradient, slope), positive);
}
