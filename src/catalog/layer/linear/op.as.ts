// In a list of layers: the products of the short form, on values.
import { clearFeatures, Op } from '../../../../workers/kernels/list/op';
import {
  biasGradient,
  products,
  transposeDelta,
  transposeWeight,
  weightGradient,
} from './kernel.as';

/** Laid out by memory.ts. */
@unmanaged
export class Linear {
  /** Padded to multiples of four. */
  inputs: i32;
  outputs: i32;
  weight: usize;
  /** [outputs]; sixteen zero bytes and a step of 0 if it has none. */
  bias: usize;
  biasStep: i32;
  weightGradient: usize;
  /** 0 if it has none. */
  biasGradient: usize;
  /** The transposed weight; 0 if the gradient of x is not needed. */
  transposed: usize;
  /** Room for the transposed δ of the panels of a chunk. */
  deltas: usize;
}

/** Inputs of a weight gradient done at once. */
export const linearPiece: i32 = 32;

export function forward(o: Op, p: i32, count: i32, training: bool): void {
  const m = changetype<Linear>(o.own);
  const x = o.x + <usize>p * o.xStride;
  const y = o.y + <usize>p * o.yStride;
  products(
    m.weight,
    m.bias,
    m.biasStep,
    x,
    o.xStride,
    y,
    o.yStride,
    m.inputs,
    m.outputs,
    count,
    false,
  );
  // 0 · ∞ is NaN.
  clearFeatures(y, o.yStride, o.outputs, m.outputs, count);
}

export function backward(o: Op, dx: usize, stride: usize, p: i32, count: i32, samples: i32): void {
  const m = changetype<Linear>(o.own);
  const dy = o.dy + <usize>p * o.dyStride;
  products(m.transposed, 0, 0, dy, o.dyStride, dx, stride, m.outputs, m.inputs, count, false);
  clearFeatures(dx, stride, o.inputs, m.inputs, count);
}

export function weights(o: Op, piece: i32, p: i32, count: i32, fresh: bool): void {
  const m = changetype<Linear>(o.own);
  const x = o.x + <usize>p * o.xStride;
  const dy = o.dy + <usize>p * o.dyStride;
  if (piece == 0) {
    transposeDelta(dy, o.dyStride, m.deltas, m.outputs, count);
    if (m.biasGradient) biasGradient(dy, o.dyStride, m.biasGradient, m.outputs, count, fresh);
  }
  const from = piece * linearPiece;
  const to = min(from + linearPiece, m.inputs);
  weightGradient(
    x,
    o.xStride,
    m.deltas,
    m.weightGradient,
    m.inputs,
    m.outputs,
    from,
    to,
    count,
    fresh,
  );
}

export function prepare(o: Op): void {
  const m = changetype<Linear>(o.own);
  transposeWeight(m.weight, m.transposed, m.inputs, m.outputs, 0, m.outputs);
}
