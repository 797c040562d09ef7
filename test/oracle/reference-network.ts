/**
 * A multi-layer perceptron written for reading: float64 arithmetic, one loop an idea, and nothing
 * shared with the engines. It is what their tests compare with.
 */
import type { Activation } from '../../src/document/schema.ts';
import { activationOracle } from '../catalog/registry/activation.oracle.ts';
import { lossMeta, type LossName } from '../../src/catalog/registry/loss.meta.ts';
import { lossOracle } from '../catalog/registry/loss.oracle.ts';
import type { LayerParameters } from '../../src/torch/layers.ts';

export interface ReferenceBatch {
  /** [rows, inputs], row-major. */
  readonly features: ArrayLike<number>;
  /** Class indices, [rows], or values, [rows, outputs]. */
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
  /** The mean over the rows. */
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
  name: LossName,
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
  const { loss, gradient } = meanLoss(name, outputs, batch);

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

/** The mean of the rows' losses, and its gradient, [rows, outputs]. */
function meanLoss(name: LossName, outputs: Float64Array, { targets, rows }: ReferenceBatch) {
  const width = outputs.length / rows;
  const some = lossMeta[name].targets === 'class' ? 1 : width;
  const gradient: number[] = [];
  let loss = 0;
  for (let row = 0; row < rows; row++) {
    const own = Array.from(outputs.subarray(row * width, (row + 1) * width));
    const wanted = Array.from({ length: some }, (_, k) => targets[row * some + k]!);
    loss += lossOracle[name].value(own, wanted) / rows;
    gradient.push(...lossOracle[name].gradient(own, wanted).map((slope) => slope / rows));
  }
  return { loss, gradient: Float64Array.from(gradient) };
}
