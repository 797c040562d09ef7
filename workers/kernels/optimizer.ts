// What an optimiser's kernel can use: addresses of its buffers, and the coefficients of the step.
//
// The plain build rounds a·b + c twice where PyTorch rounds once: a difference of 1 ulp at times. Vanishing
// averages are set to zero: the gradients of a dead ReLU are exactly zero, its averages decay to subnormal numbers
// and stay there forever, and processors are many times slower on those. The loss must not move any parameter: see
// src/catalog/shared/settled.ts.
import { update as updateBy } from './generated/optimizer';

/** Addresses of the parameters and related buffers; filled by the engine once per trial. */
@unmanaged
export class Optimizer {
  parameters: usize;
  gradients: usize;
  /** Address of the buffers' addresses, in the order of the plan's `slots`; 0 for unused ones. */
  buffers: usize;
  /** Floats in each of these; a multiple of four. */
  length: i32;
  /** Its number in generated/optimizer.ts. */
  kind: i32;
}

/** Floats per step of coefficients: the maximum length of a plan's `record`. */
export const stepFloats: i32 = 16;
/** Maximum number of buffers in a plan's `slots`. */
export const bufferSlots: i32 = 4;

let buffers: usize = 0;
let coefficients: usize = 0;

/** The address of a buffer by its index in the plan's `slots`; 0 if unused. */
export function buffer(slot: i32): usize {
  return load<usize>(buffers + ((<usize>slot) << 2));
}

/** A coefficient of the step by its index in the plan's `record`. */
export function coefficient(index: i32): f32 {
  return load<f32>(coefficients + ((<usize>index) << 2));
}

/**
 * Averages that are not divided afterwards are set to zero below this: a momentum, which moves its
 * parameter by learning rate × momentum, and centred RMSprop's a, whose square underflows float32.
 */
export const leastMomentum: f32 = 1e-30;

/** Zero if the average's magnitude is below `least`; NaN stays NaN. */
export function settled(average: v128, least: v128): v128 {
  return v128.andnot(average, f32x4.lt(f32x4.abs(average), least));
}

/**
 * Updates the parameters `from` … `to` − 1 (multiples of four) by one step.
 * @param step address of its coefficients
 */
export function update(o: Optimizer, step: usize, from: i32, to: i32): void {
  buffers = o.buffers;
  coefficients = step;
  updateBy(o.kind, o.parameters, o.gradients, (<usize>from) << 2, (<usize>to) << 2);
}
