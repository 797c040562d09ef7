/** A layer: one transformation of a row, with learnable tensors. */
import type { MemberHelp } from './help.ts';
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { LayerParameters } from '../../torch/layers.ts';
import type { ActivationTfjs } from './activation.ts';
import type { Check, Fields } from './fields.ts';
import type { Meta } from './members.ts';

export interface LayerMeta extends Meta {
  /** In a network's description; settings in braces: "conv {channels}". */
  readonly brief: string;
  readonly fields: Fields;
  readonly check?: Check;
  /** Whether it has layers of its own, under the key `layers`. */
  readonly composite?: true;
  /** Whether it leaves rows of features as they are, and has no settings. */
  readonly keepsFeatures?: true;
  /** Whether it reads pictures, [channels, height, width], alone. */
  readonly picturesOnly?: true;
}

/** Why a layer does not fit where it stands. */
export interface LayerMisfit {
  /** The setting that is refused; omitted where it is the layer itself. */
  readonly at?: string;
  readonly expected: string;
}

/** Shape of one row: [features], or [channels, height, width]. */
export type Shape = readonly number[];

export type TensorName = keyof Pick<LayerParameters, 'weight' | 'bias'>;

/** Buffers are not trained. `steps` is the buffer that counts steps. */
export type TensorRole = 'weight' | 'bias' | 'scale' | 'shift' | 'buffer' | 'steps';

/** What a layer holds, row-major, in the order of PyTorch's `state_dict()`. */
export interface LayerTensor<Name extends string = string> {
  /** Its name in the PyTorch module. */
  readonly name: Name;
  readonly shape: readonly number[];
  readonly role: TensorRole;
}

export interface LayerShape<Settings = never> {
  /** Shape of its output, or what it wanted instead of such inputs or settings. */
  readonly shape: (inputs: Shape, settings: Settings) => Shape | LayerMisfit;
  /** For inputs that fit. */
  readonly tensors: (inputs: Shape, settings: Settings) => readonly LayerTensor[];
  /** Multiply-adds of the matrix products for one row in the forward pass; each gradient takes as many. */
  readonly products: (inputs: Shape, settings: Settings) => number;
  /** Floating-point operations of one row's forward pass besides the products; one for each output if omitted. */
  readonly others?: (inputs: Shape, settings: Settings) => number;
  /** What a row's output depends on while training: the row, or its whole batch. */
  readonly scope: 'row' | 'batch';
  /** Whether every step draws from the global generator, once for each element of its output. */
  readonly draws?: true;
}

/** Builds the operations of a composite layer. A value is known by its number. */
export interface NetworkBuilder {
  readonly shapeOf: (value: number) => Shape;
  /** Its list of layers, as a module with this name. Returns the last value; null if something does not fit. */
  readonly layers: (value: number, module: string) => number | null;
  /** One more layer, as a module with this name. */
  readonly layer: (
    settings: { readonly name: string },
    value: number,
    module: string,
  ) => number | null;
  /** The sum of two values of one shape. */
  readonly add: (one: number, other: number) => number;
  /** Reports what does not fit. */
  readonly refuse: (misfit: LayerMisfit) => null;
}

/** Of a composite layer, which has no operation of its own. */
export interface LayerLower<Settings = never> {
  readonly lower: (input: number, settings: Settings, build: NetworkBuilder) => number | null;
}

/** How PyTorch fills a tensor when it creates the module: uniformly between ± `bound`, or with one value. */
export type Fill = { readonly bound: number } | { readonly value: number };

export interface LayerPlan<Settings = never> {
  /** @param inputs shape of what the layer reads */
  readonly fill: (tensor: LayerTensor, inputs: Shape, settings: Settings) => Fill;
  /** Numbers of inputs and outputs of one unit, by which initialisations scale a weight. */
  readonly fans?: (
    inputs: Shape,
    settings: Settings,
  ) => { readonly fanIn: number; readonly fanOut: number };
}

/** Where a layer is computed in float64. */
export interface ForwardContext {
  readonly rows: number;
  readonly inputs: Shape;
  readonly outputs: Shape;
  readonly training: boolean;
  /** For layers that draw: which elements of the output are kept, [rows, outputs]; null if all are. */
  readonly kept: ArrayLike<number> | null;
}

/** In float64: engines are compared with it, and inspections use it. */
export interface LayerForward<Settings = never> {
  /** The outputs, [rows, outputs]. @param x [rows, inputs] @param tensors by their names, row-major */
  readonly forward: (
    x: Float64Array,
    tensors: Readonly<Record<string, ArrayLike<number>>>,
    settings: Settings,
    context: ForwardContext,
  ) => Float64Array;
  /** The buffers after a training step on x, for a layer that has some. */
  readonly buffers?: (
    x: Float64Array,
    tensors: Readonly<Record<string, ArrayLike<number>>>,
    settings: Settings,
    context: ForwardContext,
  ) => Readonly<Record<string, Float64Array>>;
}

/** Where a layer's tensor is: addresses of its values, and of its gradient or 0. A weight is in quads of four rows. */
export interface TensorPlace {
  readonly value: number;
  readonly gradient: number;
}

/** An operation in the memory of the lab's own engine. Values are panels of eight rows, [features][8]. */
export interface PlacedLayer {
  readonly inputs: Shape;
  readonly outputs: Shape;
  /** Bytes between panels of the output. */
  readonly stride: number;
  readonly tensors: Readonly<Record<string, TensorPlace>>;
  /** Whether the gradient of its inputs is needed. */
  readonly passes: boolean;
}

/** Places what a layer needs besides its values and tensors. */
export interface MemoryRoom {
  /** Panels of the largest batch, and those that a weight's gradient is summed over at once. */
  readonly panels: number;
  readonly chunk: number;
  /** The address of so many bytes, all zero. */
  readonly allocate: (bytes: number) => number;
  /** The same for numbers that the kernel reads. */
  readonly words: (values: Int32Array) => number;
  /** The same for a structure, by the name of its class. */
  readonly structure: (name: string, values: Readonly<Record<string, number>>) => number;
}

/** How the lab's own engine places it for its `op.as.ts`. */
export interface LayerMemory<Settings = never> {
  /** Its output is its input, in other words: there is nothing to compute. */
  readonly alias?: true;
  /** Returns the address of its structure. */
  readonly place?: (op: PlacedLayer, settings: Settings, room: MemoryRoom) => number;
  /** Pieces in which the gradient of its weights is computed; none if omitted. */
  readonly pieces?: (inputs: Shape, settings: Settings) => number;
}

/** Where a layer is computed by tfjs. Pictures are in its order there, [rows, height, width, channels]. */
export interface GraphContext {
  readonly inputs: Shape;
  readonly outputs: Shape;
  readonly training: boolean;
  /** For layers that draw: 1 for each element of the output that is kept, else 0; null outside training. */
  readonly kept: Tensor | null;
}

/** In tfjs's own operations, which differentiate it. */
export interface LayerGraph<Settings = never> {
  /** Kernels that some backends lack and the backward pass needs. */
  readonly needs?: readonly string[];
  /** Of a layer that draws: the probability with which an element is kept. */
  readonly keeps?: (settings: Settings) => number;
  readonly output: (
    x: Tensor,
    tensors: Readonly<Record<string, Tensor>>,
    settings: Settings,
    context: GraphContext,
  ) => Tensor;
  /** The buffers after a training step on x, for a layer that has some. */
  readonly buffers?: (
    x: Tensor,
    tensors: Readonly<Record<string, Tensor>>,
    settings: Settings,
    context: GraphContext,
  ) => Readonly<Record<string, Tensor>>;
}

export interface LayerTorch<Settings = never> {
  /** A Python expression of the module in a `nn.Sequential`; nn is imported. */
  readonly module: (inputs: Shape, settings: Settings) => string;
}

/** Of a composite layer: a class whose first argument is its list of layers, the others its further modules by name. */
export interface LayerTorchBlock {
  readonly className: string;
  /** The class in Python; nn is imported. */
  readonly code: string;
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
  /** Every layer but composites. */
  readonly shape?: LayerShape;
  readonly plan?: LayerPlan;
  readonly forward?: LayerForward;
  readonly memory?: LayerMemory;
  readonly graph?: LayerGraph;
  readonly torch?: LayerTorch;
  /** Composites only. */
  readonly lower?: LayerLower;
  readonly 'torch-block'?: LayerTorchBlock;
  /** For networks in the short form: */
  readonly reference?: LayerReference;
  readonly tfjs?: LayerTfjs;
  readonly python?: LayerPython;
  readonly 'layers-model'?: LayerLayersModel;
}
