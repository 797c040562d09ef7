import { exp, log } from '../../../../workers/kernels/functions';
import { classWeights, coefficient } from '../../../../workers/kernels/loss';

/** log Σ exp(z − m) − (z − m)[target] with m the largest output; its gradient is softmax(z) − onehot. */
export function rows(
  z: usize,
  end: usize,
  targets: usize,
  delta: usize,
  share: f64,
  valid: v128,
): v128 {
  const smoothing = coefficient(0);
  const weights = classWeights();
  if (weights || smoothing != 0)
    return weighted(z, end, targets, delta, share, valid, smoothing, weights);
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

/** The weight of class `k`; 1 where they have none. */
function weightOf(weights: usize, k: i32): f32 {
  return weights ? load<f32>(weights + ((<usize>k) << 2)) : 1;
}

/**
 * Σ tₖ (log Σ exp(z − m) − (z − m)ₖ) with the target tₖ = wₖ ((1 − ε) [k is the class] + ε/K); its gradient is
 * Σt · softmax(z) − t.
 */
function weighted(
  z: usize,
  end: usize,
  targets: usize,
  delta: usize,
  share: f64,
  valid: v128,
  smoothing: f32,
  weights: usize,
): v128 {
  let largest = v128.load(z);
  for (let at = z + 32; at < end; at += 32) largest = f32x4.pmax(largest, v128.load(at));
  const target = v128.load(targets);
  const classes = <i32>((end - z + 31) >> 5);
  const even = smoothing / <f32>classes;
  const own = f32x4.splat(1 - smoothing);
  let powers = f32x4.splat(0);
  let picked = f32x4.splat(0);
  let all = f32x4.splat(0);
  for (let k = 0, at = z; k < classes; k++, at += 32) {
    const shifted = f32x4.sub(v128.load(at), largest);
    powers = f32x4.add(powers, exp(shifted));
    const t = targetOf(target, k, own, even, weightOf(weights, k));
    // A class without a share adds nothing, however improbable it is.
    const term = v128.andnot(f32x4.mul(t, shifted), f32x4.eq(t, f32x4.splat(0)));
    picked = f32x4.add(picked, term);
    all = f32x4.add(all, t);
  }
  if (delta) {
    const factor = f32x4.splat(<f32>share);
    for (let k = 0, at = z, d = delta; k < classes; k++, at += 32, d += 32) {
      const probability = f32x4.div(exp(f32x4.sub(v128.load(at), largest)), powers);
      const t = targetOf(target, k, own, even, weightOf(weights, k));
      const slope = f32x4.mul(f32x4.sub(f32x4.mul(all, probability), t), factor);
      v128.store(d, v128.and(slope, valid));
    }
  }
  return f32x4.sub(f32x4.mul(all, log(powers)), picked);
}

/** tₖ of four rows. */
function targetOf(target: v128, k: i32, own: v128, even: f32, weight: f32): v128 {
  const hot = v128.and(own, i32x4.eq(target, i32x4.splat(k)));
  return f32x4.mul(f32x4.add(hot, f32x4.splat(even)), f32x4.splat(weight));
}
