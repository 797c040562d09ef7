/** The network of question T1 in matrix form: softmax(ReLU(g(X W₁ + 1 b₁ᵀ) W₂ + 1 b₂ᵀ)). */
import { Matrix } from 'ml-matrix';
import { activate, relu, type HiddenActivation } from './activation.ts';

export interface TwoLayerNet {
  /** [D, M] */
  readonly w1: readonly (readonly number[])[];
  /** [M] */
  readonly b1: readonly number[];
  /** [M, K] */
  readonly w2: readonly (readonly number[])[];
  /** [K] */
  readonly b2: readonly number[];
  readonly g: HiddenActivation;
}

/** Every matrix of the formula, as rows. */
export interface MatrixForm {
  /** X W₁ + 1 b₁ᵀ, [N, M] */
  readonly z1: number[][];
  /** g(Z₁), [N, M] */
  readonly h: number[][];
  /** H W₂ + 1 b₂ᵀ, [N, K] */
  readonly z2: number[][];
  /** ReLU(Z₂), [N, K] */
  readonly a: number[][];
  /** softmax of each row, [N, K]; every row sums to 1 */
  readonly y: number[][];
}

const rows = (values: readonly (readonly number[])[]): Matrix =>
  new Matrix(values.map((row) => [...row]));

const mapped = (matrix: Matrix, f: (value: number) => number): Matrix =>
  new Matrix(matrix.to2DArray().map((row) => row.map(f)));

/** As the formula is written: the bias is a product with a column of ones, [N, 1]·[1, M]. */
const affine = (x: Matrix, w: Matrix, b: readonly number[]): Matrix =>
  Matrix.add(x.mmul(w), Matrix.ones(x.rows, 1).mmul(Matrix.rowVector([...b])));

/** @param x [N, D] */
export function matrixForm(x: readonly (readonly number[])[], net: TwoLayerNet): MatrixForm {
  const z1 = affine(rows(x), rows(net.w1), net.b1);
  const h = mapped(z1, (z) => activate(net.g, z));
  const z2 = affine(h, rows(net.w2), net.b2);
  const a = mapped(z2, relu);
  const y = a.to2DArray().map((row) => {
    const largest = Math.max(...row);
    const powers = row.map((value) => Math.exp(value - largest));
    const whole = powers.reduce((all, power) => all + power, 0);
    return powers.map((power) => power / whole);
  });
  return { z1: z1.to2DArray(), h: h.to2DArray(), z2: z2.to2DArray(), a: a.to2DArray(), y };
}
