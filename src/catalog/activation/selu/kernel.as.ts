import { expm1 } from '../../../../workers/kernels/functions';

/** The constants of the paper, as PyTorch has them; the second is the first times α. */
const scale: f32 = 1.0507009873554805;
const below: f32 = 1.0507009873554805 * 1.6732632423543772;

export function value(z: v128): v128 {
  const small = f32x4.mul(f32x4.splat(below), expm1(z));
  const large = f32x4.mul(f32x4.splat(scale), z);
  return v128.bitselect(large, small, f32x4.gt(z, f32x4.splat(0)));
}

/** The output has the sum's sign, and below zero a slope that follows from it. */
export function through(gradient: v128, output: v128): v128 {
  const small = f32x4.add(output, f32x4.splat(below));
  const positive = f32x4.gt(output, f32x4.splat(0));
  return f32x4.mul(gradient, v128.bitselect(f32x4.splat(scale), small, positive));
}
