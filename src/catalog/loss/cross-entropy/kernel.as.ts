import { exp, log } from '../../../../workers/kernels/functions';

/** log Σ exp(z − m) − (z − m)[target] with m the largest output; its gradient is softmax(z) − onehot. */
export function rows(
  z: usize,
  end: usize,
  targets: usize,
  delta: usize,
  share: f64,
  valid: v128,
): v128 {
  let largest = v128.load(z);
  for (let at = z + 32; at < end; at += 32) largest = f32x4.pmax(largest, v128.load(at));
  let powers = f32x4.splat(0);
  let picked = f32x4.splat(0);
  const target = v128.load(targets);
  const one = i32x4.splat(1);
  let k = i32x4.splat(0);
  for (let at = z, d = delta; at < end; at += 32, d += 32, k = i32x4.add(k, one)) {
    const shifted = f32x4.sub(v128.load(at), largest);
    picked = v128.bitselect(shifted, picked, i32x4.eq(target, k));
    const power = exp(shifted);
    powers = f32x4.add(powers, power);
    if (delta) v128.store(d, power);
  }
  if (delta) {
    const factor = f32x4.splat(<f32>share);
    k = i32x4.splat(0);
    for (let at = z, d = delta; at < end; at += 32, d += 32, k = i32x4.add(k, one)) {
      const probability = f32x4.div(v128.load(d), powers);
      const hot = v128.and(f32x4.splat(1), i32x4.eq(target, k));
      const slope = f32x4.mul(f32x4.sub(probability, hot), factor);
      v128.store(d, v128.and(slope, valid));
    }
  }
  return f32x4.sub(log(powers), picked);
}
