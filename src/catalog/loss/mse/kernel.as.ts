/** (z − y)² of one output, whose gradient is 2 (z − y). */
export function rows(
  z: usize,
  end: usize,
  targets: usize,
  delta: usize,
  share: f64,
  valid: v128,
): v128 {
  const error = v128.and(f32x4.sub(v128.load(z), v128.load(targets)), valid);
  if (delta) v128.store(delta, f32x4.mul(error, f32x4.splat(<f32>(2 * share))));
  return f32x4.mul(error, error);
}
