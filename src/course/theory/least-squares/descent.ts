/** Gradient descent on least squares, step by step and in closed form. */
import { Matrix } from 'ml-matrix';
import { gradientAt, type Problem, type Vector } from './problem.ts';

/** w ← w − α·∇L(w). */
export const stepFrom = (problem: Problem, w: Vector, rate: number): number[] => {
  const gradient = gradientAt(problem, w);
  return w.map((value, i) => value - rate * gradient[i]!);
};

/** w₀, w₁, … w_steps; ends early when a weight is no longer finite. */
export function iterates(problem: Problem, start: Vector, rate: number, steps: number): number[][] {
  const path = [[...start]];
  for (let k = 0; k < steps; k++) {
    const next = stepFrom(problem, path[k]!, rate);
    if (!next.every(Number.isFinite)) break;
    path.push(next);
  }
  return path;
}

/**
 * w_k = M^k·w₀ + (α/N)·(Σ_{i<k} M^i)·Xᵀy with M = I − (α/N)·XᵀX, by doubling: from M^n and
 * S_n = Σ_{i<n} M^i follow M^2n = M^n·M^n and S_2n = S_n + M^n·S_n, so k = 10⁶ takes twenty rounds.
 * Throws RangeError if `steps` is not a whole number from 0.
 */
export function closedForm(
  { rows, features, gram, moment }: Problem,
  start: Vector,
  rate: number,
  steps: number,
): number[] {
  if (!Number.isInteger(steps) || steps < 0) {
    throw new RangeError(`Cannot take ${steps} steps: wanted a whole number from 0`);
  }
  const identity = Matrix.eye(features, features);
  // `power` and `sum` cover the steps so far; `doubled` and `doubledSum` cover 2^round steps.
  let power = identity.clone();
  let sum = Matrix.zeros(features, features);
  let doubled = Matrix.sub(identity, Matrix.mul(gram, rate / rows));
  let doubledSum = identity.clone();
  for (let left = steps; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) {
      sum = Matrix.add(sum, power.mmul(doubledSum));
      power = power.mmul(doubled);
    }
    doubledSum = Matrix.add(doubledSum, doubled.mmul(doubledSum));
    doubled = doubled.mmul(doubled);
  }
  const first = power.mmul(Matrix.columnVector([...start])).to1DArray();
  const second = sum.mmul(Matrix.columnVector([...moment])).to1DArray();
  return first.map((value, i) => value + (rate / rows) * second[i]!);
}
