import { coefficient } from '../../../../workers/kernels/activation';

export function value(z: v128): v128 {
  return v128.bitselect(z, f32x4.mul(z, f32x4.splat(coefficient(0))), f32x4.gt(z, f32x4.splat(0)));
}

/** The output has the sum's sign. At 0 the slope is PyTorch's, the small one. */
export function through(gradient: v128, output: v128): v128 {
  const positive = f32x4.gt(output, f32x4.splat(0));
  return v128.bitselect(gradient, f32x4.mul(gradient, f32x4.splat(coefficient(0))), positive);
}
