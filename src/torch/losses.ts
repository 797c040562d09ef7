/**
 * The losses as torch.nn.CrossEntropyLoss and torch.nn.MSELoss define them, computed in float64 and
 * returned in float32. They are the definition that the engines are held against, not the code that
 * trains: PyTorch's own float32 results agree with them to about 1e-6.
 */

/** How the single losses become one: their mean, their sum, or not at all. */
export type Reduction = 'mean' | 'sum' | 'none';

export interface LossResult {
  /** [1] for `mean` and `sum`. For `none`: one a row (cross-entropy) or one an output (MSE). */
  readonly values: Float32Array;
  /** ∂(sum of `values`)/∂(first argument), of its shape. */
  readonly gradient: Float32Array;
}

/**
 * Cross-entropy of logits [rows, classes] (row-major) and class indices [rows]:
 * −log softmax(logits)[target], with the row's maximum subtracted first; the gradient is
 * softmax − onehot, divided by the rows for `mean`. Throws RangeError where the shapes do not fit or
 * a target is no class.
 */
export function crossEntropy(
  logits: ArrayLike<number>,
  targets: ArrayLike<number>,
  classes: number,
  reduction: Reduction = 'mean',
): LossResult {
  const rows = targets.length;
  if (!Number.isInteger(classes) || classes < 1 || logits.length !== rows * classes) {
    throw new RangeError(
      `Cannot compute cross-entropy: ${logits.length} logits are not ${rows} rows of ${classes} classes`,
    );
  }
  const scale = reduction === 'mean' ? 1 / rows : 1;
  const losses = new Float64Array(rows);
  const gradient = new Float32Array(logits.length);
  for (let row = 0; row < rows; row++) {
    const target = targets[row]!;
    if (!Number.isInteger(target) || target < 0 || target >= classes) {
      throw new RangeError(
        `Cannot compute cross-entropy: the target of row ${row} is ${target}, and must be an integer of 0 … ${classes - 1}`,
      );
    }
    const start = row * classes;
    let largest = -Infinity;
    for (let k = 0; k < classes; k++) largest = Math.max(largest, logits[start + k]!);
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += Math.exp(logits[start + k]! - largest);
    for (let k = 0; k < classes; k++) {
      const probability = Math.exp(logits[start + k]! - largest) / sum;
      gradient[start + k] = (probability - (k === target ? 1 : 0)) * scale;
    }
    losses[row] = Math.log(sum) - (logits[start + target]! - largest);
  }
  return { values: reduce(losses, reduction), gradient };
}

/**
 * Squared error of outputs and targets of one shape: (output − target)². `mean` divides by the
 * number of outputs, not of rows; its gradient is 2 (output − target) / number. Throws RangeError
 * where the lengths differ: PyTorch would broadcast [rows, 1] against [rows] to [rows, rows].
 */
export function meanSquaredError(
  outputs: ArrayLike<number>,
  targets: ArrayLike<number>,
  reduction: Reduction = 'mean',
): LossResult {
  const count = outputs.length;
  if (targets.length !== count) {
    throw new RangeError(
      `Cannot compute the squared error: ${count} outputs stand against ${targets.length} targets`,
    );
  }
  const scale = reduction === 'mean' ? 2 / count : 2;
  const losses = new Float64Array(count);
  const gradient = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const difference = outputs[i]! - targets[i]!;
    losses[i] = difference * difference;
    gradient[i] = scale * difference;
  }
  return { values: reduce(losses, reduction), gradient };
}

function reduce(losses: Float64Array, reduction: Reduction): Float32Array {
  if (reduction === 'none') return Float32Array.from(losses);
  const sum = losses.reduce((total, loss) => total + loss, 0);
  return Float32Array.of(reduction === 'mean' ? sum / losses.length : sum);
}
