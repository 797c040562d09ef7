/**
 * The multilayer perceptron's forward and backward pass, written out. There is no tape: the
 * gradient at every layer's output is wanted for itself, and the whole is short.
 *
 * Notation: layer l maps a (its input, [batch, inputs]) to z = a Wᵀ + b, then to its output
 * f(z); δ is ∂L/∂z, [batch, outputs]. Weights are [outputs, inputs], as in nn.Linear.
 */
import {
  fused,
  greater,
  leakyRelu,
  matMul,
  maximum,
  mul,
  reshape,
  sigmoid,
  square,
  step,
  sub,
  tanh,
  transpose,
  where,
  zerosLike,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { Activation } from '../../../src/experiment/schema.ts';
import type { BackendName } from './backend.ts';
import { blockedProduct } from './blocks.ts';
import type { Scalars } from './scalars.ts';

export interface Layer {
  /** [outputs, inputs] */
  readonly weight: Tensor2D;
  /** [outputs] */
  readonly bias: Tensor1D;
  /** The weight once more, transposed and in blocks of inputs: of the first layer on wasm. */
  readonly blocks?: readonly Tensor2D[];
}

export interface Input {
  /** [batch, inputs of the first layer] */
  readonly whole: Tensor2D;
  /** The same in blocks of inputs, where the first layer has blocks and precision matters. */
  readonly blocks?: readonly Tensor2D[];
}

export interface Forward {
  /** Every layer's input: the batch, then the outputs of all hidden layers. */
  readonly inputs: readonly Tensor2D[];
  /** [batch, outputs] of the last layer, which is linear. */
  readonly logits: Tensor2D;
}

export interface Backward {
  /** ∂L/∂W and ∂L/∂b of every layer, first layer first, each flattened: W₁, b₁, W₂, b₂ … */
  readonly parameters: readonly Tensor1D[];
  /** ∂L/∂a of every hidden layer's output, [batch, width] each, first layer first. */
  readonly activations: readonly Tensor2D[];
}

function activate(activation: Activation, z: Tensor2D, scalars: Scalars): Tensor2D {
  switch (activation) {
    case 'relu':
      // tfjs-wasm's own ReLU, fused or not, makes 0 of what is no number; this answers its first argument.
      return maximum(z, scalars.zero);
    case 'leaky-relu':
      return leakyRelu(z, leakySlope);
    case 'tanh':
      return tanh(z);
    case 'sigmoid':
      return sigmoid(z);
    case 'linear':
      return z;
  }
}

/** PyTorch's default slope of nn.LeakyReLU. */
const leakySlope = 0.01;

const fusedName = {
  relu: 'relu',
  'leaky-relu': 'leakyrelu',
  sigmoid: 'sigmoid',
  linear: 'linear',
} as const satisfies Record<Exclude<Activation, 'tanh'>, string>;

export class Network {
  readonly #activation: Activation;
  readonly #scalars: Scalars;
  /** tfjs-wasm multiplies transposed matrices in a naive loop; transposing first is ten times faster. */
  readonly #transposeFirst: boolean;
  /** tfjs-wasm's ReLU makes 0 of what is no number, which would hide a divergence. */
  readonly #fusesRelu: boolean;

  constructor(activation: Activation, backend: BackendName, scalars: Scalars) {
    this.#activation = activation;
    this.#scalars = scalars;
    this.#transposeFirst = backend === 'wasm';
    this.#fusesRelu = backend !== 'wasm';
  }

  forward(layers: readonly Layer[], { whole, blocks }: Input): Forward {
    const inputs = [whole];
    let current = whole;
    for (const [index, layer] of layers.entries()) {
      const last = index === layers.length - 1;
      const activation = last ? 'linear' : this.#activation;
      current =
        index === 0 && blocks !== undefined && layer.blocks !== undefined
          ? activate(activation, blockedProduct(blocks, layer.blocks, layer.bias), this.#scalars)
          : this.#linear(current, layer, activation);
      if (!last) inputs.push(current);
    }
    return { inputs, logits: current };
  }

  /** `delta` is ∂L/∂logits, `ones` a row of as many ones as the batch has samples. */
  backward(
    layers: readonly Layer[],
    { inputs }: Forward,
    delta: Tensor2D,
    ones: Tensor2D,
  ): Backward {
    const parameters: Tensor1D[] = [];
    const activations: Tensor2D[] = [];
    let current = delta;
    for (let index = layers.length - 1; index >= 0; index--) {
      const a = inputs[index]!;
      const { weight } = layers[index]!;
      // Turning δ instead of a also turns the result, and δ is the small one where it matters.
      const dWeight: Tensor2D = this.#transposeFirst
        ? matMul(transpose(current), a)
        : matMul(current, a, true, false);
      // A product with a row of ones sums the columns faster than tfjs's reduction does.
      const dBias: Tensor2D = matMul(ones, current);
      parameters.unshift(reshape(dWeight, [weight.size]), reshape(dBias, [dBias.size]));
      if (index === 0) break;
      const dInput: Tensor2D = matMul(current, weight);
      activations.unshift(dInput);
      current = this.#throughActivation(dInput, a);
    }
    return { parameters, activations };
  }

  #linear(a: Tensor2D, { weight, bias }: Layer, activation: Activation): Tensor2D {
    const apart = activation === 'tanh' || (activation === 'relu' && !this.#fusesRelu);
    const z = fused.matMul({
      a,
      b: this.#transposeFirst ? transpose(weight) : weight,
      transposeB: !this.#transposeFirst,
      bias,
      activation: apart ? 'linear' : fusedName[activation],
      leakyreluAlpha: leakySlope,
    }) as Tensor2D;
    return apart ? activate(activation, z, this.#scalars) : z;
  }

  /** ∂L/∂z from ∂L/∂a, by the activation's output alone. At 0 the slopes are PyTorch's: 0 for ReLU. */
  #throughActivation(gradient: Tensor2D, output: Tensor2D): Tensor2D {
    switch (this.#activation) {
      case 'relu':
        // A product with a step would make no number of an infinite gradient at a unit that is zero.
        return where(greater(output, this.#scalars.zero), gradient, zerosLike(gradient));
      case 'leaky-relu':
        return mul(gradient, step(output, leakySlope));
      case 'tanh':
        return mul(gradient, sub(this.#scalars.one, square(output)));
      case 'sigmoid':
        return mul(gradient, mul(output, sub(this.#scalars.one, output)));
      case 'linear':
        return gradient;
    }
  }
}
