// The network as a table of operations on values. A value is the panels of a whole batch, and is written once; so is
// its gradient, unless several operations read the value: then all but the first of them on the way back add to it.

/** What an operation computes. */
export const layerKind: i32 = 0;
export const activationKind: i32 = 1;
export const sumKind: i32 = 2;

/** One operation and its memory; laid out by workers/engine/wasm/list/layout.ts. */
@unmanaged
export class Op {
  kind: i32;
  /** The member's number in generated/layer-op.ts or generated/activation.ts. */
  code: i32;
  /** Features of a row of x and of y, without padding. */
  inputs: i32;
  outputs: i32;
  /** Panels of what it reads and writes, `stride` bytes apart; `other` is the second summand. */
  x: usize;
  xStride: usize;
  other: usize;
  otherStride: usize;
  y: usize;
  yStride: usize;
  /** Their gradients; 0 where nobody needs it. A summand's may be that of the sum. */
  dx: usize;
  dxStride: usize;
  dOther: usize;
  dOtherStride: usize;
  dy: usize;
  dyStride: usize;
  /** Whether the gradients of x and `other` are added to what is there. */
  adds: i32;
  addsOther: i32;
  /** Panels from which an activation's slope is computed: x or y. */
  kept: usize;
  /** The layer's own structure, or the coefficients of an activation. */
  own: usize;
  /** Whether it depends on the whole batch, whether it draws, and whether `prepare` must follow a step. */
  wholeBatch: i32;
  draws: i32;
  prepares: i32;
  /** Pieces in which the gradient of its weights is computed; 0 for none. */
  pieces: i32;
  /** Floating-point operations of one panel: forward (and once more back), and of a piece of the gradient. */
  cost: f64;
  pieceCost: f64;
  /** Σ (∂L/∂y)² of an activation, if norms are measured. */
  norm: f64;
}

const opBytes: usize = offsetof<Op>();

let table: usize = 0;
export let ops: i32 = 0;

export function setOps(address: usize, count: i32): void {
  table = address;
  ops = count;
}

export function opAt(index: i32): Op {
  return changetype<Op>(table + <usize>index * opBytes);
}

/** Zeroes the features `from` … `to` − 1 of `count` panels, `stride` bytes apart. */
export function clearFeatures(first: usize, stride: usize, from: i32, to: i32, count: i32): void {
  if (from >= to) return;
  const start = (<usize>from) << 5;
  const bytes = (<usize>(to - from)) << 5;
  for (let k = 0; k < count; k++, first += stride) memory.fill(first + start, 0, bytes);
}
