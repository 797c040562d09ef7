/**
 * QR decomposition of [X | y] by Householder reflections, in float64: solves least squares without XᵀX,
 * whose condition number is the square of X's.
 * Source: Golub and Van Loan, Matrix Computations, 5.2 and 5.3.
 */

export interface Triangle {
  /** R, [D, D] row-major; zero below the diagonal, and from row N on if N < D. */
  readonly r: Float64Array;
  /** The first D entries of Qᵀy. */
  readonly turned: readonly number[];
  /** The norm of the residual that no w can reduce: ‖Xw − y‖² = ‖Rw − turned‖² + rest². */
  readonly rest: number;
}

/** @param x [N, D] row-major @param y [N] */
export function triangleOf(x: ArrayLike<number>, y: ArrayLike<number>, features: number): Triangle {
  const rows = y.length;
  const columns = Array.from({ length: features + 1 }, (_, j) =>
    j === features
      ? Float64Array.from(y)
      : Float64Array.from({ length: rows }, (_, row) => x[row * features + j]!),
  );
  for (let k = 0; k < Math.min(rows, features + 1); k++) reflect(columns, k);
  const r = new Float64Array(features * features);
  for (let k = 0; k < Math.min(rows, features); k++) {
    for (let j = k; j < features; j++) r[k * features + j] = columns[j]![k]!;
  }
  const last = columns[features]!;
  return {
    r,
    turned: Array.from({ length: features }, (_, k) => last[k] ?? 0),
    rest: Math.abs(last[features] ?? 0),
  };
}

/** Reflects column k so that it is zero below row k, and applies the reflection to the columns after it. */
function reflect(columns: readonly Float64Array[], k: number): void {
  const column = columns[k]!;
  const size = normFrom(column, k);
  if (size === 0) return;
  const head = column[k]!;
  // The sign that avoids cancellation.
  const diagonal = head < 0 ? size : -size;
  // v / v₀, whose first entry is 1: H = I − factor · v vᵀ.
  const first = head - diagonal;
  const factor = -first / diagonal;
  for (let row = k + 1; row < column.length; row++) column[row] = column[row]! / first;
  for (const other of columns.slice(k + 1)) {
    let sum = other[k]!;
    for (let row = k + 1; row < column.length; row++) sum += column[row]! * other[row]!;
    sum *= factor;
    other[k] = other[k]! - sum;
    for (let row = k + 1; row < column.length; row++) other[row] = other[row]! - sum * column[row]!;
  }
  column[k] = diagonal;
}

/** ‖·‖ of the entries from row `from` on, without overflow. */
function normFrom(column: Float64Array, from: number): number {
  let largest = 0;
  for (let row = from; row < column.length; row++) {
    largest = Math.max(largest, Math.abs(column[row]!));
  }
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let row = from; row < column.length; row++) sum += (column[row]! / largest) ** 2;
  return largest * Math.sqrt(sum);
}
