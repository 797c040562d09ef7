import { tanh } from '../../../../workers/kernels/functions';

export function value(z: v128): v128 {
  return tanh(z);
}

/** 1 − a² */
export function through(gradient: v128, output: v128): v128 {
  return f32x4.mul(gradient, f32x4.sub(f32x4.splat(1), f32x4.mul(output, output)));
}
