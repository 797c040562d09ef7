/**
 * Least squares, L(w) = 1/(2N)·‖Xw − y‖² with X [N, D], w [D], y [N]: gradient, minimiser and the
 * iterates of gradient descent, in float64. Formulas: XᵀX is called A and Xᵀy is called b, so that
 * ∇L = (A·w − b)/N. A has D × D numbers only, however many rows there are.
 */
import { EigenvalueDecomposition, Matrix, SingularValueDecomposition } from 'ml-matrix';

export interface Problem {
  /** Rows N and features D. */
  readonly rows: number;
  readonly features: number;
  /** XᵀX, [D, D]. */
  readonly gram: Matrix;
  /** Xᵀy, [D]. */
  readonly moment: readonly number[];
  /** yᵀy. */
  readonly square: number;
}

export type Vector = readonly number[];

/** @param x [N, D] row-major @param y [N] Throws RangeError where their sizes do not fit. */
export function problemOf(x: ArrayLike<number>, y: ArrayLike<number>, features: number): Problem {
  const rows = y.length;
  if (rows === 0 || features < 1 || x.length !== rows * features) {
    throw new RangeError(
      `Cannot set up least squares: ${x.length} numbers for ${rows} rows of ${features} features`,
    );
  }
  const gram = Matrix.zeros(features, features);
  const moment = new Array<number>(features).fill(0);
  let square = 0;
  for (let row = 0; row < rows; row++) {
    const from = row * features;
    const target = y[row]!;
    square += target * target;
    for (let i = 0; i < features; i++) {
      const value = x[from + i]!;
      moment[i]! += value * target;
      for (let j = i; j < features; j++) gram.set(i, j, gram.get(i, j) + value * x[from + j]!);
    }
  }
  for (let i = 0; i < features; i++) {
    for (let j = 0; j < i; j++) gram.set(i, j, gram.get(j, i));
  }
  return { rows, features, gram, moment, square };
}

const times = (matrix: Matrix, vector: Vector): number[] =>
  matrix.mmul(Matrix.columnVector([...vector])).to1DArray();

const dot = (a: Vector, b: Vector): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** L(w) = (wᵀAw − 2·bᵀw + yᵀy) / 2N. */
export const lossAt = ({ rows, gram, moment, square }: Problem, w: Vector): number =>
  Math.max(0, dot(w, times(gram, w)) - 2 * dot(moment, w) + square) / (2 * rows);

/** ∇L(w) = (Aw − b)/N, [D]. */
export const gradientAt = ({ rows, gram, moment }: Problem, w: Vector): number[] =>
  times(gram, w).map((value, i) => (value - moment[i]!) / rows);

export interface Spectrum {
  /** Eigenvalues of A in ascending order; rounding below zero is zero. */
  readonly eigenvalues: readonly number[];
  readonly largest: number;
  /** How many directions the data determine. */
  readonly rank: number;
  /** Step sizes below this converge: 2N/λ_max; Infinity where A is zero. */
  readonly limit: number;
}

/** Relative to the largest eigenvalue, what is below this is rounding: D·ε of A, whose values are squares. */
const negligible = (features: number): number => features * 2 ** -52 * 16;

export function spectrumOf({ rows, features, gram }: Problem): Spectrum {
  const { realEigenvalues } = new EigenvalueDecomposition(gram, { assumeSymmetric: true });
  const largest = Math.max(0, ...realEigenvalues);
  const least = largest * negligible(features);
  const eigenvalues = realEigenvalues
    .map((value) => (value <= least ? 0 : value))
    .toSorted((a, b) => a - b);
  const rank = eigenvalues.filter((value) => value > 0).length;
  return { eigenvalues, largest, rank, limit: largest === 0 ? Infinity : (2 * rows) / largest };
}

/**
 * A⁺·b: (XᵀX)⁻¹Xᵀy where XᵀX has full rank, and else, of all minimisers, the one of least norm.
 * By the singular values of A, of which those that are rounding count as zero.
 */
export function minimiser({ features, gram, moment }: Problem): number[] {
  const { leftSingularVectors, rightSingularVectors, diagonal } = new SingularValueDecomposition(
    gram,
    { autoTranspose: true },
  );
  const least = Math.max(0, ...diagonal) * negligible(features);
  const turned = times(leftSingularVectors.transpose(), moment);
  return times(
    rightSingularVectors,
    turned.map((value, i) => (diagonal[i]! > least ? value / diagonal[i]! : 0)),
  );
}
