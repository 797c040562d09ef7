// The activations, over one panel in place, and their slopes by the output alone.
import { logistic, tanh } from './functions';

export const RELU: i32 = 0;
export const LEAKY_RELU: i32 = 1;
export const TANH: i32 = 2;
export const SIGMOID: i32 = 3;
export const LINEAR: i32 = 4;

/** PyTorch's default slope of nn.LeakyReLU. */
const leakySlope: f32 = 0.01;

/** z ← f(z), [width][8]. ReLU is part of the product before, and linear changes nothing. */
export function activate(activation: i32, z: usize, width: i32): void {
  const end = z + ((<usize>width) << 5);
  if (activation == LEAKY_RELU) {
    const slope = f32x4.splat(leakySlope);
    for (let at = z; at < end; at += 16) {
      const v = v128.load(at);
      const positive = f32x4.gt(v, f32x4.splat(0));
      v128.store(at, v128.bitselect(v, f32x4.mul(v, slope), positive));
    }
  } else if (activation == TANH) {
    for (let at = z; at < end; at += 16) v128.store(at, tanh(v128.load(at)));
  } else if (activation == SIGMOID) {
    for (let at = z; at < end; at += 16) v128.store(at, logistic(v128.load(at)));
  }
}

/**
 * gradient ← gradient · f′, where `output` is f's value; both [outputs][8]. At 0 the slopes are
 * PyTorch's: 0 for ReLU, the small one for leaky ReLU.
 */
export function throughActivation(
  activation: i32,
  gradient: usize,
  output: usize,
  outputs: i32,
): void {
  const end = gradient + ((<usize>outputs) << 5);
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  if (activation == RELU) {
    for (; gradient < end; gradient += 16, output += 16) {
      const positive = f32x4.gt(v128.load(output), zero);
      v128.store(gradient, v128.and(v128.load(gradient), positive));
    }
  } else if (activation == LEAKY_RELU) {
    const slope = f32x4.splat(leakySlope);
    for (; gradient < end; gradient += 16, output += 16) {
      const g = v128.load(gradient);
      const positive = f32x4.gt(v128.load(output), zero);
      v128.store(gradient, v128.bitselect(g, f32x4.mul(g, slope), positive));
    }
  } else if (activation == TANH) {
    for (; gradient < end; gradient += 16, output += 16) {
      const a = v128.load(output);
      const slope = f32x4.sub(one, f32x4.mul(a, a));
      v128.store(gradient, f32x4.mul(v128.load(gradient), slope));
    }
  } else if (activation == SIGMOID) {
    for (; gradient < end; gradient += 16, output += 16) {
      const a = v128.load(output);
      const slope = f32x4.mul(a, f32x4.sub(one, a));
      v128.store(gradient, f32x4.mul(v128.load(gradient), slope));
    }
  }
}
