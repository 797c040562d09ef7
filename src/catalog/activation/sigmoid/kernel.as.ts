import { logistic } from '../../../../workers/kernels/functions';

export function value(z: v128): v128 {
  return logistic(z);
}

/** a (1 − a) */
export function through(gradient: v128, output: v128): v128 {
  return f32x4.mul(gradient, f32x4.mul(output, f32x4.sub(f32x4.splat(1), output)));
}
