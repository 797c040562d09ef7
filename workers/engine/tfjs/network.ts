/**
 * The multilayer perceptron's forward and backward pass, written out. There is no tape: the
 * gradient at every layer's output is needed, and the code is short.
 *
 * Notation: layer l maps a (its input, [batch, inputs]) to z = a Wᵀ + b, then to its output
 * f(z); δ is ∂L/∂z, [batch, outputs]. Weights are [outputs, inputs], as in nn.Linear.
 */
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { defaultMembers } from '../../../src/catalog/defaults.ts';
import { partOf } from '../../../src/catalog/kinds/members.ts';
import type { ActivationTfjs } from '../../../src/catalog/kinds/activation.ts';
import type { LayerTensors } from '../../../src/catalog/kinds/layer.ts';
import {
  activationDefaults,
  type ActivationSettings,
} from '../../../src/catalog/lookup/activation.ts';
import { activationMeta } from '../../../src/catalog/registry/activation.meta.ts';
import { activationTfjs } from '../../../src/catalog/registry/activation.tfjs.ts';
import { layerTfjs } from '../../../src/catalog/registry/layer.tfjs.ts';
import type { Activation } from '../../../src/document/schema.ts';
import type { BackendName } from './backend.ts';
import { blockedProduct } from './blocks.ts';
import type { Scalars } from './scalars.ts';

export interface Layer extends LayerTensors {
  /** The weight transposed and in blocks of inputs: only for the first layer on wasm. */
  readonly blocks?: readonly Tensor2D[];
}

export interface Input {
  /** [batch, inputs of the first layer] */
  readonly whole: Tensor2D;
  /** The same in blocks of inputs, if the first layer has blocks and precision matters. */
  readonly blocks?: readonly Tensor2D[];
}

export interface Forward {
  /** Every layer's input: the batch, then the outputs of all hidden layers. */
  readonly inputs: readonly Tensor2D[];
  /** What each hidden layer's activation needs for its slope: its inputs (sums) or its outputs. */
  readonly kept: readonly Tensor2D[];
  /** [batch, outputs] of the last layer, which is linear. */
  readonly logits: Tensor2D;
}

export interface Backward {
  /** ∂L/∂W and ∂L/∂b of every layer, first layer first, each flattened: W₁, b₁, W₂, b₂ … */
  readonly parameters: readonly Tensor1D[];
  /** ∂L/∂a of every hidden layer's output, [batch, width] each, first layer first. */
  readonly activations: readonly Tensor2D[];
}

const dense = partOf(layerTfjs, defaultMembers.layer);

export class Network {
  readonly #activation: ActivationTfjs<ActivationSettings>;
  readonly #settings: ActivationSettings;
  readonly #scalars: Scalars;
  /** tfjs-wasm multiplies transposed matrices in a naive loop; transposing first is ten times faster. */
  readonly #tools: { readonly transposeFirst: boolean };
  readonly #keepsInput: boolean;
  /** Fused activation of tfjs's matMul, if supported and its inputs are not needed; else computed separately. */
  readonly #fused: ActivationTfjs['fused'];

  constructor(activation: Activation, backend: BackendName, scalars: Scalars) {
    // The cast is safe: a member takes the settings of the same member's fields.
    this.#activation = activationTfjs[activation] as ActivationTfjs<ActivationSettings>;
    this.#settings = activationDefaults(activation);
    this.#scalars = scalars;
    this.#tools = { transposeFirst: backend === 'wasm' };
    this.#keepsInput = activationMeta[activation].keeps === 'input';
    const { fused: offered, notFusedOn } = this.#activation;
    const refused = this.#keepsInput || notFusedOn?.includes(backend) === true;
    this.#fused = refused ? undefined : offered;
  }

  forward(layers: readonly Layer[], { whole, blocks }: Input): Forward {
    const inputs = [whole];
    const kept: Tensor2D[] = [];
    let current = whole;
    for (const [index, layer] of layers.entries()) {
      const last = index === layers.length - 1;
      const inBlocks = index === 0 && blocks !== undefined && layer.blocks !== undefined;
      const within = last || inBlocks ? undefined : this.#fused;
      const z = inBlocks
        ? blockedProduct(blocks, layer.blocks, layer.bias)
        : dense.value(current, layer, within, this.#tools);
      current =
        last || within !== undefined ? z : this.#activation.value(z, this.#scalars, this.#settings);
      if (last) break;
      inputs.push(current);
      kept.push(this.#keepsInput ? z : current);
    }
    return { inputs, kept, logits: current };
  }

  /** `delta` is ∂L/∂logits, `ones` a row of ones, one per sample. */
  backward(
    layers: readonly Layer[],
    { inputs, kept }: Forward,
    delta: Tensor2D,
    ones: Tensor2D,
  ): Backward {
    const parameters: Tensor1D[] = [];
    const activations: Tensor2D[] = [];
    let current = delta;
    for (let index = layers.length - 1; index >= 0; index--) {
      const a = inputs[index]!;
      parameters.unshift(...dense.gradients(a, current, { ones, ...this.#tools }));
      if (index === 0) break;
      const dInput = dense.through(current, layers[index]!);
      activations.unshift(dInput);
      current = this.#activation.through(dInput, kept[index - 1]!, this.#scalars, this.#settings);
    }
    return { parameters, activations };
  }
}
