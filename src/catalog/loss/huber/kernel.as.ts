import { coefficient } from '../../../../workers/kernels/loss';

/** e²/2 of one output's error e up to δ, then δ (|e| − δ/2); its gradient is e, at most ±δ. */
export function rows(
  z: usize,
  end: usize,
  targets: usize,
  delta: usize,
  share: f64,
  valid: v128,
): v128 {
  const bound = f32x4.splat(coefficient(0));
  const half = f32x4.splat(0.5);
  const error = v128.and(f32x4.sub(v128.load(z), v128.load(targets)), valid);
  const size = f32x4.abs(error);
  // pmin returns its first argument if that is NaN.
  const clipped = f32x4.pmin(size, bound);
  if (delta) {
    const sign = v128.and(error, i32x4.splat(0x80000000));
    v128.store(delta, f32x4.mul(v128.or(clipped, sign), f32x4.splat(<f32>share)));
  }
  return f32x4.mul(clipped, f32x4.sub(size, f32x4.mul(half, clipped)));
}
