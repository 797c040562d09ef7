/** |z − y| of one output, whose gradient is the sign of z − y; 0 where they are equal. */
export function rows(
  z: usize,
  end: usize,
  targets: usize,
  delta: usize,
  share: f64,
  valid: v128,
): v128 {
  const error = v128.and(f32x4.sub(v128.load(z), v128.load(targets)), valid);
  if (delta) {
    const sign = v128.and(error, i32x4.splat(0x80000000));
    const slope = v128.or(f32x4.splat(<f32>share), sign);
    v128.store(delta, v128.andnot(slope, f32x4.eq(error, f32x4.splat(0))));
  }
  return f32x4.abs(error);
}
