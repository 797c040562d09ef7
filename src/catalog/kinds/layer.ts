/** A layer: what a network makes of a row on its way, with tensors that it learns. */
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { LayerParameters } from '../../torch/layers.ts';
import type { ActivationTfjs } from './activation.ts';
import type { Meta } from './members.ts';

export type LayerMeta = Meta;

/** Of one row: [features]. */
export type Shape = readonly number[];

export type TensorName = keyof Pick<LayerParameters, 'weight' | 'bias'>;

/** What a layer learns, row-major, in the order of PyTorch's `parameters()`. */
export interface LayerTensor {
  /** As its module in PyTorch calls it. */
  readonly name: TensorName;
  readonly shape: readonly number[];
}

export interface LayerShape<Settings = never> {
  /** Of what it gives. */
  readonly shape: (inputs: Shape, settings: Settings) => Shape;
  readonly tensors: (inputs: Shape, settings: Settings) => readonly LayerTensor[];
  /** Multiply-adds of the products alone, of one row on its way forward; as many for each gradient. */
  readonly products: (inputs: Shape, settings: Settings) => number;
}

export interface LayerPlan {
  /**
   * PyTorch draws a tensor uniformly between minus this and this when it makes the module.
   * @param inputs shape of what the layer reads
   */
  readonly bound: (tensor: LayerTensor, inputs: Shape) => number;
}

/** Forward, of rows `from` … `to` − 1 of x, [rows, inputs], into z, [rows, outputs]. */
type Rows = (
  x: Float32Array,
  parameters: LayerParameters,
  z: Float32Array,
  from: number,
  to: number,
) => void;

export interface LayerReference {
  /** Sums are float64, and rounded once: what an engine has but for its own rounding. */
  readonly rows: Rows;
  /** Every product and sum is rounded to float32, in the order of the kernel. */
  readonly roundedRows: Rows;
}

/** A layer's tensors on a backend. */
export interface LayerTensors {
  readonly weight: Tensor2D;
  readonly bias: Tensor1D;
}

/** What a backend does better in another way. */
export interface LayerTools {
  /** Products with transposed matrices are slow: transposed first, they are not. */
  readonly transposeFirst: boolean;
  /** A row of as many ones as the batch has rows, [1, batch]. */
  readonly ones: Tensor2D;
}

export interface LayerTfjs {
  /** Of x, [batch, inputs]; with its activation, where the product does it `within`. */
  readonly value: (
    x: Tensor2D,
    tensors: LayerTensors,
    within: ActivationTfjs['fused'],
    tools: Pick<LayerTools, 'transposeFirst'>,
  ) => Tensor2D;
  /** ∂L/∂tensor from ∂L/∂z, in the order of the plan, each flattened. */
  readonly gradients: (x: Tensor2D, gradient: Tensor2D, tools: LayerTools) => readonly Tensor1D[];
  /** ∂L/∂x from ∂L/∂z. */
  readonly through: (gradient: Tensor2D, tensors: LayerTensors) => Tensor2D;
}

export interface LayerPython {
  /** An expression of its module, of expressions of its sizes. */
  readonly module: (inputs: string, outputs: string) => string;
}

/** In a LayersModel of tfjs. */
export interface LayerLayersModel {
  readonly className: string;
  readonly config: (parameters: LayerParameters, activation: string) => object;
  /** Its tensors as tfjs has them, in its order. */
  readonly tensors: (parameters: LayerParameters) => readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly values: Float32Array;
  }[];
}

export interface LayerParts {
  readonly meta: LayerMeta;
  readonly shape: LayerShape;
  readonly plan: LayerPlan;
  readonly reference: LayerReference;
  readonly tfjs: LayerTfjs;
  readonly python: LayerPython;
  readonly 'layers-model': LayerLayersModel;
}
