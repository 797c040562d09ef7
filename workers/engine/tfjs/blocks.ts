/**
 * The first layer's product in blocks of inputs. tfjs-wasm sums a row's products sequentially in float32;
 * over 784 pixels that loses most of a digit compared with PyTorch, which sums in many lanes. In a badly
 * scaled network a ReLU then switches sides after a dozen steps.
 */
import { add, fused, matMul, tensor2d, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';

/** Inputs per block: a third of the rounding error without blocks, for a tenth of the step's time. */
const width = 49;

/** A matrix [rows, inputs] as matrices of its columns, [rows, ≤ width] each. */
export function columnBlocks(values: Float32Array, rows: number, inputs: number): Tensor2D[] {
  const blocks: Tensor2D[] = [];
  if (scratch.length < rows * width) scratch = new Float32Array(rows * width);
  for (let from = 0; from < inputs; from += width) {
    const columns = Math.min(width, inputs - from);
    const block = scratch.subarray(0, rows * columns);
    copyColumns(values, inputs, from, columns, block);
    // tfjs-wasm copies the values into its own memory at once, so the next block may reuse these.
    blocks.push(tensor2d(block, [rows, columns]));
  }
  return blocks;
}

let scratch = new Float32Array(0);

/** Rows are too short for `set` to be worth its call. */
function copyColumns(
  values: Float32Array,
  inputs: number,
  from: number,
  columns: number,
  out: Float32Array,
): void {
  for (let at = 0, start = from; at < out.length; at += columns, start += inputs) {
    for (let column = 0; column < columns; column++) out[at + column] = values[start + column]!;
  }
}

/** A weight [outputs, inputs], transposed, as matrices of its rows: [≤ width, outputs] each. */
export function transposedBlocks(
  weight: Float32Array,
  outputs: number,
  inputs: number,
): Tensor2D[] {
  const transposed = new Float32Array(weight.length);
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) transposed[i * outputs + o] = weight[o * inputs + i]!;
  }
  const blocks: Tensor2D[] = [];
  for (let from = 0; from < inputs; from += width) {
    const rows = Math.min(width, inputs - from);
    const values = transposed.subarray(from * outputs, (from + rows) * outputs);
    blocks.push(tensor2d(values, [rows, outputs]));
  }
  return blocks;
}

/** The sum over blocks of left × right, plus the bias: [rows, outputs]. */
export function blockedProduct(
  left: readonly Tensor2D[],
  right: readonly Tensor2D[],
  bias: Tensor1D,
): Tensor2D {
  const products = left.map((block, index): Tensor2D =>
    index === 0
      ? (fused.matMul({ a: block, b: right[index]!, bias }) as Tensor2D)
      : matMul(block, right[index]!),
  );
  // Sum in pairs, which minimises the depth of each sum.
  for (let gap = 1; gap < products.length; gap *= 2) {
    for (let index = 0; index + gap < products.length; index += 2 * gap) {
      products[index] = add(products[index]!, products[index + gap]!);
    }
  }
  return products[0]!;
}
