/** A layer: one transformation of a row, with learnable tensors. */
import type { MemberHelp } from './help.ts';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { LayerParameters } from '../../torch/layers.ts';
import type { ActivationTfjs } from './activation.ts';
import type { Meta } from './members.ts';

export type LayerMeta = Meta;

/** Shape of one row: [features]. */
export type Shape = readonly number[];

export type TensorName = keyof Pick<LayerParameters, 'weight' | 'bias'>;

/** What a layer learns, row-major, in the order of PyTorch's `parameters()`. */
export interface LayerTensor {
  /** Its name in the PyTorch module. */
  readonly name: TensorName;
  readonly shape: readonly number[];
}

export interface LayerShape<Settings = never> {
  /** Shape of its output. */
  readonly shape: (inputs: Shape, settings: Settings) => Shape;
  readonly tensors: (inputs: Shape, settings: Settings) => readonly LayerTensor[];
  /** Multiply-adds of the matrix products for one row in the forward pass; each gradient takes as many. */
  readonly products: (inputs: Shape, settings: Settings) => number;
}

export interface LayerPlan {
  /**
   * PyTorch initialises a tensor uniformly between ± this bound when it creates the module.
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
  /** Sums in float64, rounded once: an engine's result except for its own rounding. */
  readonly rows: Rows;
  /** Rounds every product and sum to float32, in the kernel's order. */
  readonly roundedRows: Rows;
}

/** A layer's tensors on a backend. */
export interface LayerTensors {
  readonly weight: Tensor2D;
  readonly bias: Tensor1D;
}

/** Backend-specific performance hints. */
export interface LayerTools {
  /** Whether to transpose matrices before multiplying, because products with transposed operands are slow. */
  readonly transposeFirst: boolean;
  /** A row of ones, [1, batch]. */
  readonly ones: Tensor2D;
}

export interface LayerTfjs {
  /** The output for x, [batch, inputs]; includes the activation if fused (`within`). */
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
  /** A Python expression for its module, given expressions for its sizes. */
  readonly module: (inputs: string, outputs: string) => string;
}

/** In a LayersModel of tfjs. */
export interface LayerLayersModel {
  readonly className: string;
  readonly config: (parameters: LayerParameters, activation: string) => object;
  /** Its tensors in tfjs's layout and order. */
  readonly tensors: (parameters: LayerParameters) => readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly values: Float32Array;
  }[];
}

export interface LayerParts {
  readonly meta: LayerMeta;
  /** Its explanation. */
  readonly help?: MemberHelp;
  readonly shape: LayerShape;
  readonly plan: LayerPlan;
  readonly reference: LayerReference;
  readonly tfjs: LayerTfjs;
  readonly python: LayerPython;
  readonly 'layers-model': LayerLayersModel;
}
