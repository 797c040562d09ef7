// Sums besides the losses over one panel of outputs [outputs][8]; one lane per sample.
import { among, total } from './lanes';

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
