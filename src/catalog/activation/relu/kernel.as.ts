/** The preceding product already clamps at zero; this is the equivalent function. */
export function value(z: v128): v128 {
  return v128.and(z, f32x4.gt(z, f32x4.splat(0)));
}

/** PyTorch's slope at 0 is 0. */
export function through(gradient: v128, output: v128): v128 {
  return v128.and(gradient, f32x4.gt(output, f32x4.splat(0)));
}
