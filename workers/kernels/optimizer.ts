// What an optimiser's kernel has at hand: addresses of its buffers, and the coefficients of the step.
//
// The plain build rounds a·b + c twice where PyTorch rounds once: 1 ulp here and there. Averages that have
// faded away are set to zero: the gradients of a dead ReLU are exactly zero, its averages decay to subnormal
// numbers and stay there for ever, and processors take many times as long over those. What is lost must move
// no parameter: see src/catalog/shared/settled.ts.
import { update as updateBy } from './generated/optimizer';

/** Where the parameters lie and what goes along; filled by the engine once a trial. */
@unmanaged
export class Optimizer {
  parameters: usize;
  gradients: usize;
  /** Where the addresses of the buffers are, in the order of the plan's `slots`; 0 where there is none. */
  buffers: usize;
  /** Floats in each of these; a multiple of four. */
  length: i32;
  /** Its number in generated/optimizer.ts. */
  kind: i32;
}

/** Floats from one step's coefficients to the next one's: room for as many as a plan's `record` may name. */
export const stepFloats: i32 = 16;
/** Addresses of buffers: as many as a plan's `slots` may name. */
export const bufferSlots: i32 = 4;

let buffers: usize = 0;
let coefficients: usize = 0;

/** The address of a buffer by its place in the plan's `slots`; 0 where there is none. */
export function buffer(slot: i32): usize {
  return load<usize>(buffers + ((<usize>slot) << 2));
}

/** A coefficient of the step by its place in the plan's `record`. */
export function coefficient(index: i32): f32 {
  return load<f32>(coefficients + ((<usize>index) << 2));
}

/**
 * Below this, what is not divided by anything that follows it is zero: a momentum, which moves its
 * parameter by the learning rate's share of it, and centred RMSprop's a, whose square leaves float32.
 */
export const leastMomentum: f32 = 1e-30;

/** Zero where the average is below `least`; no number stays none. */
export function settled(average: v128, least: v128): v128 {
  return v128.andnot(average, f32x4.lt(f32x4.abs(average), least));
}

/**
 * Brings the parameters `from` … `to` − 1 (multiples of four) one step further.
 * @param step address of its coefficients
 */
export function update(o: Optimizer, step: usize, from: i32, to: i32): void {
  buffers = o.buffers;
  coefficients = step;
  updateBy(o.kind, o.parameters, o.gradients, (<usize>from) << 2, (<usize>to) << 2);
}
