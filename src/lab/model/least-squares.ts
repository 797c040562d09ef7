/** Linear regression in closed form: the baseline for a network. */
import { pieceSize } from '../../base/event-loop.ts';
import type { Part } from '../../protocol/dataset.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';

/**
 * The w, [inputs + 1] with the intercept last, that minimises ‖Xw − y‖² with a column of ones behind
 * X, from the normal equations XᵀX w = Xᵀy by Cholesky's decomposition, in float64. A column that depends
 * linearly on others (such as a constant feature) gets the weight 0. Runs in pieces of a few milliseconds for the
 * main thread; see inPieces.
 */
export function* leastSquaresSteps({
  features,
  targets,
  count,
}: Part): Generator<void, Float64Array, void> {
  const inputs = features.length / count;
  const size = inputs + 1;
  const gram = new Float64Array(size * size);
  const moments = new Float64Array(size);
  const row = new Float64Array(size).fill(1);
  const piece = Math.max(1, Math.floor((4 * pieceSize) / size ** 2));
  for (let at = 0; at < count; at++) {
    if (at % piece === piece - 1) yield;
    for (let i = 0; i < inputs; i++) row[i] = features[at * inputs + i]!;
    for (let i = 0; i < size; i++) {
      moments[i] = moments[i]! + row[i]! * targets[at]!;
      for (let j = 0; j <= i; j++) gram[i * size + j] = gram[i * size + j]! + row[i]! * row[j]!;
    }
  }
  return solve(gram, moments, size);
}

/** Solves A w = b for a symmetric A ≥ 0, [size, size], of which the lower triangle is read. */
function solve(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const lower = Float64Array.from(a);
  const skipped = new Set<number>();
  const at = (i: number, j: number): number => lower[i * size + j]!;
  for (let j = 0; j < size; j++) {
    let rest = at(j, j);
    for (let k = 0; k < j; k++) rest -= at(j, k) ** 2;
    if (rest <= 1e-12 * Math.max(at(j, j), 1)) {
      skipped.add(j);
      for (let i = j; i < size; i++) lower[i * size + j] = 0;
      continue;
    }
    lower[j * size + j] = Math.sqrt(rest);
    for (let i = j + 1; i < size; i++) {
      let sum = at(i, j);
      for (let k = 0; k < j; k++) sum -= at(i, k) * at(j, k);
      lower[i * size + j] = sum / at(j, j);
    }
  }
  const w = Float64Array.from(b);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) w[i] = w[i]! - at(i, k) * w[k]!;
    w[i] = skipped.has(i) ? 0 : w[i]! / at(i, i);
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) w[i] = w[i]! - at(k, i) * w[k]!;
    w[i] = skipped.has(i) ? 0 : w[i]! / at(i, i);
  }
  return w;
}

/** Xw with the intercept: [count]. */
export function linearPredictions({ features, count }: Part, w: Float64Array): Float64Array {
  const inputs = features.length / count;
  return Float64Array.from({ length: count }, (_, row) => {
    let sum = w[inputs]!;
    for (let i = 0; i < inputs; i++) sum += features[row * inputs + i]! * w[i]!;
    return sum;
  });
}

/** Standardises one row's raw features, [inputs], with the training statistics. */
export function standardise(
  raw: readonly number[],
  { mean, deviation }: NonNullable<TrainedModel['statistics']>,
): Float32Array {
  return Float32Array.from(raw, (x, i) => (x - mean[i]!) / (deviation[i]! > 0 ? deviation[i]! : 1));
}
