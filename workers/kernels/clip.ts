// Limits gradients before a step, as torch.nn.utils does: functions over a vector of `length` floats, a multiple of four.
import { squares } from './lanes';

/** The 2-norm of all gradients together, summed in float64. */
export function gradientNorm(gradients: usize, length: i32): f64 {
  let sum: f64 = 0;
  for (let at = gradients, end = gradients + ((<usize>length) << 2); at < end; at += 16)
    sum += squares(v128.load(at));
  return Math.sqrt(sum);
}

/** clip_grad_norm_: times limit / (norm + 1e-6) where that is below 1. Returns the norm before. */
export function clipNorm(gradients: usize, length: i32, limit: f64): f64 {
  const norm = gradientNorm(gradients, length);
  const factor = limit / (norm + 1e-6);
  if (factor < 1) {
    const by = f32x4.splat(<f32>factor);
    for (let at = gradients, end = gradients + ((<usize>length) << 2); at < end; at += 16)
      v128.store(at, f32x4.mul(v128.load(at), by));
  }
  return norm;
}

/** clip_grad_value_: each to −limit … limit; NaN stays NaN. Returns the norm before. */
export function clipValue(gradients: usize, length: i32, limit: f64): f64 {
  const norm = gradientNorm(gradients, length);
  const most = f32x4.splat(<f32>limit);
  const least = f32x4.neg(most);
  for (let at = gradients, end = gradients + ((<usize>length) << 2); at < end; at += 16)
    // pmin and pmax return their first argument if that is NaN.
    v128.store(at, f32x4.pmin(f32x4.pmax(v128.load(at), least), most));
  return norm;
}
