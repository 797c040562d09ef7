import { logistic } from '../../../../workers/kernels/functions';

export function value(z: v128): v128 {
  return f32x4.mul(z, logistic(z));
}

/** σ (1 + z (1 − σ)), by the sum. */
export function through(gradient: v128, z: v128): v128 {
  const one = f32x4.splat(1);
  const share = logistic(z);
  const slope = f32x4.mul(share, f32x4.add(one, f32x4.mul(z, f32x4.sub(one, share))));
  return f32x4.mul(gradient, slope);
}
