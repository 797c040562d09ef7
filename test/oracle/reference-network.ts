/**
 * A multi-layer perceptron written for reading: float64 arithmetic, one loop an idea, and nothing
 * shared with the engines. It is what their tests compare with.
 */
import type { Activation } from '../../src/document/schema.ts';
import { activationOracle } from '../catalog/registry/activation.oracle.ts';
import type { LayerParameters } from '../../src/torch/layers.ts';

export interface ReferenceBatch {
  /** [rows, inputs], row-major. */
  readonly features: ArrayLike<number>;
  /** Classification: [rows] class indices. Regression: [rows, outputs] values. */
  readonly targets: ArrayLike<number>;
  readonly rows: number;
}

export interface ReferenceGradients {
  /** [outputs, inputs] */
  readonly weight: Float64Array;
  /** [outputs] */
  readonly bias: Float64Array;
}

export interface ReferenceResult {
  /** Mean over the rows (cross-entropy) or over all outputs (squared error). */
  readonly loss: number;
  /** [rows, outputs] of the last layer. */
  readonly outputs: Float64Array;
  /** ∂loss/∂parameter, one entry a linear map. */
  readonly gradients: ReferenceGradients[];
  /** Frobenius norm of ∂loss/∂a over the batch, a = a hidden layer's output after its activation. */
  readonly activationNorms: number[];
}

/** Parameters of any precision: float32 as the lab has them, float64 for finite differences. */
export type ReferenceLayer = Omit<LayerParameters, 'weight' | 'bias'> & {
  readonly weight: ArrayLike<number>;
  readonly bias: ArrayLike<number>;
};

/** Forward and backward pass of one batch; the output layer is linear. */
export function runReference(
  layers: readonly ReferenceLayer[],
  activation: Activation,
  task: 'classification' | 'regression',
  batch: ReferenceBatch,
): ReferenceResult {
  const { rows } = batch;
  const { value, slope } = activationOracle[activation];
  // values[l] is what layer l reads: the features, then every hidden layer's activations.
  const values = [Float64Array.from(batch.features)];
  const sums: Float64Array[] = [];
  layers.forEach((layer, l) => {
    const z = linear(values[l]!, layer, rows);
    sums.push(z);
    if (l < layers.length - 1) values.push(z.map((x) => value(x)));
  });

  const outputs = sums.at(-1)!;
  const { loss, gradient } =
    task === 'classification'
      ? crossEntropy(outputs, batch.targets, rows)
      : squaredError(outputs, batch.targets);

  const gradients: ReferenceGradients[] = [];
  const activationNorms: number[] = [];
  let upstream = gradient; // ∂loss/∂z of the layer at hand, [rows, outputs]
  for (let l = layers.length - 1; l >= 0; l--) {
    const layer = layers[l]!;
    gradients.unshift(parameterGradients(values[l]!, upstream, layer, rows));
    if (l === 0) break;
    const toActivation = inputGradient(upstream, layer, rows);
    activationNorms.unshift(Math.sqrt(toActivation.reduce((sum, x) => sum + x * x, 0)));
    const z = sums[l - 1]!;
    upstream = toActivation.map((x, i) => x * slope(z[i]!));
  }
  return { loss, outputs, gradients, activationNorms };
}

/** z = x Wᵀ + b */
function linear(x: Float64Array, layer: ReferenceLayer, rows: number): Float64Array {
  const { inputs, outputs, weight, bias } = layer;
  const z = new Float64Array(rows * outputs);
  for (let r = 0; r < rows; r++) {
    for (let o = 0; o < outputs; o++) {
      let sum = bias[o]!;
      for (let i = 0; i < inputs; i++) sum += x[r * inputs + i]! * weight[o * inputs + i]!;
      z[r * outputs + o] = sum;
    }
  }
  return z;
}

/** ∂loss/∂W = δᵀ x and ∂loss/∂b = the column sums of δ */
function parameterGradients(
  x: Float64Array,
  delta: Float64Array,
  { inputs, outputs }: ReferenceLayer,
  rows: number,
): ReferenceGradients {
  const weight = new Float64Array(outputs * inputs);
  const bias = new Float64Array(outputs);
  for (let r = 0; r < rows; r++) {
    for (let o = 0; o < outputs; o++) {
      const d = delta[r * outputs + o]!;
      bias[o]! += d;
      for (let i = 0; i < inputs; i++) weight[o * inputs + i]! += d * x[r * inputs + i]!;
    }
  }
  return { weight, bias };
}

/** ∂loss/∂x = δ W */
function inputGradient(
  delta: Float64Array,
  { inputs, outputs, weight }: ReferenceLayer,
  rows: number,
): Float64Array {
  const gradient = new Float64Array(rows * inputs);
  for (let r = 0; r < rows; r++) {
    for (let o = 0; o < outputs; o++) {
      const d = delta[r * outputs + o]!;
      for (let i = 0; i < inputs; i++) gradient[r * inputs + i]! += d * weight[o * inputs + i]!;
    }
  }
  return gradient;
}

interface LossAndGradient {
  readonly loss: number;
  readonly gradient: Float64Array;
}

function crossEntropy(
  logits: Float64Array,
  targets: ArrayLike<number>,
  rows: number,
): LossAndGradient {
  const classes = logits.length / rows;
  const gradient = new Float64Array(logits.length);
  let loss = 0;
  for (let r = 0; r < rows; r++) {
    const row = logits.subarray(r * classes, (r + 1) * classes);
    const largest = Math.max(...row);
    const exponentials = row.map((x) => Math.exp(x - largest));
    const sum = exponentials.reduce((total, x) => total + x, 0);
    loss += (Math.log(sum) - (row[targets[r]!]! - largest)) / rows;
    exponentials.forEach((x, k) => {
      gradient[r * classes + k] = (x / sum - (k === targets[r] ? 1 : 0)) / rows;
    });
  }
  return { loss, gradient };
}

function squaredError(outputs: Float64Array, targets: ArrayLike<number>): LossAndGradient {
  const count = outputs.length;
  const differences = outputs.map((output, i) => output - targets[i]!);
  return {
    loss: differences.reduce((sum, d) => sum + d * d, 0) / count,
    gradient: differences.map((d) => (2 * d) / count),
  };
}
