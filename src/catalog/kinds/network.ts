/** A network as a list of operations on values: what layers, activations and residual blocks come to. */
import type { LayerTensor, Shape } from './layer.ts';

/** Where something stands in a document, from `model` on: ["layers", 3, "layers", 0]. */
export type Path = readonly (string | number)[];

/** A learnable tensor or a buffer. */
export interface PlannedTensor extends LayerTensor {
  /** Its name within the network: "3.weight", "5.body.0.bias". */
  readonly name: string;
  /** Index of its operation. */
  readonly op: number;
}

interface Planned<Name extends string> {
  readonly name: Name;
  /** Every default filled in. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What an operation computes: a layer's or an activation's output, or the sum of its two inputs. */
export type Operation<LayerName extends string, ActivationName extends string> =
  | ({ readonly kind: 'layer' } & Planned<LayerName>)
  | ({ readonly kind: 'activation' } & Planned<ActivationName>)
  | { readonly kind: 'add' };

export type PlannedOp<LayerName extends string, ActivationName extends string> = Operation<
  LayerName,
  ActivationName
> & {
  /** Numbers of the values that it reads: one, or two for a sum. */
  readonly inputs: readonly number[];
  /** Number of the value that it writes; every value is written once. */
  readonly output: number;
  /** Indices of its tensors in the network's list. */
  readonly tensors: readonly number[];
  /** Of the layer in the document; for the map to the outputs, one past the last. */
  readonly path: Path;
  /** Name of its module in the PyTorch program: "5.body.0"; of a sum, that of its block. */
  readonly module: string;
};

export interface NetworkPlan<LayerName extends string, ActivationName extends string> {
  /** Shape of a row as the network reads it: value 0. */
  readonly inputs: Shape;
  readonly outputs: number;
  /** Shapes of all values, by their number. The last value is the network's output. */
  readonly values: readonly Shape[];
  /** In the order of the forward pass. */
  readonly ops: readonly PlannedOp<LayerName, ActivationName>[];
  /** In the order of PyTorch's `state_dict()`: module by module, as they are constructed. */
  readonly tensors: readonly PlannedTensor[];
  /** Multiply-adds of the products of one row's forward pass; each gradient takes as many. */
  readonly products: number;
  /** All floating-point operations of one row's forward pass. */
  readonly operations: number;
}

/** What does not fit in a list of layers. */
export interface NetworkMisfit {
  readonly path: Path;
  readonly expected: string;
}
