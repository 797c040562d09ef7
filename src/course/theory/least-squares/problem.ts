/**
 * Least squares, L(w) = 1/(2N)·‖Xw − y‖² with X [N, D], w [D], y [N]: gradient, minimiser and the
 * iterates of gradient descent, in float64. With A = XᵀX and b = Xᵀy,
 * ∇L = (A·w − b)/N. A has D × D entries, however many rows there are. The rank, the minimiser and the
 * loss are computed from X itself, by its QR triangle, because A's condition number is the square of X's:
 * with A, a column of ones beside one of large numbers could be lost to rounding.
 */
import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { triangleOf, type Triangle } from './triangle.ts';

export interface Problem {
  /** Rows N and features D. */
  readonly rows: number;
  readonly features: number;
  /** XᵀX, [D, D]. */
  readonly gram: Matrix;
  /** Xᵀy, [D]. */
  readonly moment: readonly number[];
  /** The QR triangle of [X | y]. */
  readonly triangle: Triangle;
}

export type Vector = readonly number[];

/** @param x [N, D] row-major @param y [N] Throws RangeError if their sizes do not match. */
export function problemOf(x: ArrayLike<number>, y: ArrayLike<number>, features: number): Problem {
  const rows = y.length;
  if (rows === 0 || features < 1 || x.length !== rows * features) {
    throw new RangeError(
      `Cannot set up least squares: ${x.length} numbers for ${rows} rows of ${features} features`,
    );
  }
  const gram = Matrix.zeros(features, features);
  const moment = new Array<number>(features).fill(0);
  for (let row = 0; row < rows; row++) {
    const from = row * features;
    const target = y[row]!;
    for (let i = 0; i < features; i++) {
      const value = x[from + i]!;
      moment[i]! += value * target;
      for (let j = i; j < features; j++) gram.set(i, j, gram.get(i, j) + value * x[from + j]!);
    }
  }
  for (let i = 0; i < features; i++) {
    for (let j = 0; j < i; j++) gram.set(i, j, gram.get(j, i));
  }
  return { rows, features, gram, moment, triangle: triangleOf(x, y, features) };
}

const times = (matrix: Matrix, vector: Vector): number[] =>
  matrix.mmul(Matrix.columnVector([...vector])).to1DArray();

/** L(w) = (‖Rw − Qᵀy‖² + residual²) / 2N: a sum of squares, without cancellation. */
export function lossAt({ rows, features, triangle }: Problem, w: Vector): number {
  const { r, turned, rest } = triangle;
  let sum = rest * rest;
  for (let k = 0; k < features; k++) {
    let error = -turned[k]!;
    for (let j = k; j < features; j++) error += r[k * features + j]! * w[j]!;
    sum += error * error;
  }
  return sum / (2 * rows);
}

/** ∇L(w) = (Aw − b)/N, [D]. */
export const gradientAt = ({ rows, gram, moment }: Problem, w: Vector): number[] =>
  times(gram, w).map((value, i) => (value - moment[i]!) / rows);

export interface Spectrum {
  /** Eigenvalues of A, ascending: the squares of X's singular values; those within rounding are 0. */
  readonly eigenvalues: readonly number[];
  readonly largest: number;
  /** Number of directions that the data determine. */
  readonly rank: number;
  /** Step sizes below this converge: 2N/λ_max; Infinity where A is zero. */
  readonly limit: number;
}

/** X's singular value decomposition, with the left singular vectors of R in place of those of X. */
export interface Directions {
  /** Singular values, descending; those within rounding are 0. */
  readonly sizes: readonly number[];
  /** [D, D], the right singular vectors as columns: directions in w. */
  readonly right: Matrix;
  /** [D, D], the left singular vectors of R. */
  readonly left: Matrix;
}

/**
 * Singular values up to max(N, D) · ε of the largest count as rounding, as in numpy.linalg.matrix_rank
 * and lstsq.
 */
export function directionsOf({ rows, features, triangle }: Problem): Directions {
  const { leftSingularVectors, rightSingularVectors, diagonal } = new SingularValueDecomposition(
    Matrix.from1DArray(features, features, triangle.r),
    { autoTranspose: true },
  );
  const least = Math.max(0, ...diagonal) * Math.max(rows, features) * Number.EPSILON;
  return {
    sizes: diagonal.map((size) => (size > least ? size : 0)),
    right: rightSingularVectors,
    left: leftSingularVectors,
  };
}

export function spectrumOf(problem: Problem): Spectrum {
  const { sizes } = directionsOf(problem);
  const eigenvalues = sizes.map((size) => size * size).toSorted((a, b) => a - b);
  const largest = eigenvalues.at(-1) ?? 0;
  const rank = sizes.filter((size) => size > 0).length;
  const limit = largest === 0 ? Infinity : (2 * problem.rows) / largest;
  return { eigenvalues, largest, rank, limit };
}

/**
 * X⁺·y: (XᵀX)⁻¹Xᵀy if X has full rank, otherwise the minimiser with the smallest norm. Singular values
 * within rounding count as zero.
 */
export function minimiser(problem: Problem): number[] {
  const { sizes, right, left } = directionsOf(problem);
  const turned = times(left.transpose(), problem.triangle.turned);
  return times(
    right,
    turned.map((value, i) => (sizes[i]! > 0 ? value / sizes[i]! : 0)),
  );
}
