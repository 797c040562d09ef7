// The two losses of src/torch/losses.ts over one panel of outputs [outputs][8]; a lane is a sample.
import { exp, log } from './functions';
import { among, total } from './lanes';

/**
 * Cross-entropy of `classes` logits and int32 classes [8]. Writes δ = (softmax(z) − onehot) · scale
 * where `delta` is not 0, zero for lanes from `count` on. Returns the sum of the `count` losses,
 * log Σ exp(z − m) − (z − m)[target] with m the largest logit.
 */
export function crossEntropy(
  z: usize,
  targets: usize,
  delta: usize,
  classes: i32,
  count: i32,
  scale: f32,
): f64 {
  const end = (<usize>classes) << 5;
  let sum: f64 = 0;
  for (let half: usize = 0; half < 32; half += 16) {
    const from = (<i32>half) >> 2;
    if (from >= count) {
      if (delta) for (let k = half; k < end; k += 32) v128.store(delta + k, i32x4.splat(0));
      break;
    }
    let largest = v128.load(z + half);
    for (let k = half + 32; k < end; k += 32) largest = f32x4.pmax(largest, v128.load(z + k));
    let powers = f32x4.splat(0);
    let picked = f32x4.splat(0);
    const target = v128.load(targets + half);
    let k = i32x4.splat(0);
    for (let at = half; at < end; at += 32, k = i32x4.add(k, i32x4.splat(1))) {
      const shifted = f32x4.sub(v128.load(z + at), largest);
      picked = v128.bitselect(shifted, picked, i32x4.eq(target, k));
      const power = exp(shifted);
      powers = f32x4.add(powers, power);
      if (delta) v128.store(delta + at, power);
    }
    const valid = among(from, count);
    sum += total(v128.and(f32x4.sub(log(powers), picked), valid));
    if (!delta) continue;
    const factor = f32x4.splat(scale);
    const one = f32x4.splat(1);
    k = i32x4.splat(0);
    for (let at = half; at < end; at += 32, k = i32x4.add(k, i32x4.splat(1))) {
      const probability = f32x4.div(v128.load(delta + at), powers);
      const hot = v128.and(one, i32x4.eq(target, k));
      const d = f32x4.mul(f32x4.sub(probability, hot), factor);
      v128.store(delta + at, v128.and(d, valid));
    }
  }
  return sum;
}

/**
 * Squared error of one output and float32 values [8]. Writes δ = (z − y) · scale where `delta` is
 * not 0, zero for lanes from `count` on. Returns the sum of the `count` squares.
 */
export function squaredError(z: usize, targets: usize, delta: usize, count: i32, scale: f32): f64 {
  let sum: f64 = 0;
  for (let half: usize = 0; half < 32; half += 16) {
    const valid = among((<i32>half) >> 2, count);
    const error = v128.and(f32x4.sub(v128.load(z + half), v128.load(targets + half)), valid);
    sum += total(f32x4.mul(error, error));
    if (delta) v128.store(delta + half, f32x4.mul(error, f32x4.splat(scale)));
  }
  return sum;
}

/** The sum of |z − y| over the first `count` samples. */
export function absoluteError(z: usize, targets: usize, count: i32): f64 {
  let sum: f64 = 0;
  for (let half: usize = 0; half < 32; half += 16) {
    const error = f32x4.abs(f32x4.sub(v128.load(z + half), v128.load(targets + half)));
    sum += total(v128.and(error, among((<i32>half) >> 2, count)));
  }
  return sum;
}

/** How many of the first `count` samples have their first largest logit at their class. */
export function correct(z: usize, targets: usize, classes: i32, count: i32): i32 {
  const end = (<usize>classes) << 5;
  let right = 0;
  for (let half: usize = 0; half < 32; half += 16) {
    let largest = v128.load(z + half);
    let best = i32x4.splat(0);
    let k = i32x4.splat(1);
    for (let at = half + 32; at < end; at += 32, k = i32x4.add(k, i32x4.splat(1))) {
      const value = v128.load(z + at);
      const larger = f32x4.gt(value, largest);
      largest = v128.bitselect(value, largest, larger);
      best = v128.bitselect(k, best, larger);
    }
    const hit = v128.and(i32x4.eq(best, v128.load(targets + half)), among((<i32>half) >> 2, count));
    right += popcnt<i32>(i32x4.bitmask(hit));
  }
  return right;
}
