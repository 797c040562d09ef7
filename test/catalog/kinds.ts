/** What the tests know of a member by themselves: in float64, and taken from nothing that they test. */

export interface ActivationOracle {
  readonly value: (z: number) => number;
  /** At 0, where some have no derivative, PyTorch takes that of the negative side. */
  readonly slope: (z: number) => number;
}

export interface ActivationParts {
  readonly oracle: ActivationOracle;
}

export interface LossOracle {
  /** Of one row; where values are missed, the mean over the outputs. @param targets a class, or a value an output */
  readonly value: (outputs: readonly number[], targets: readonly number[]) => number;
  /** Its derivative by each output. */
  readonly gradient: (outputs: readonly number[], targets: readonly number[]) => number[];
}

export interface LossParts {
  readonly oracle: LossOracle;
}

/** A layer's tensors by their names, row-major. */
export type LayerValues = Readonly<Record<string, readonly number[]>>;

/** Of one row. */
export interface LayerOracle {
  readonly value: (x: readonly number[], tensors: LayerValues) => number[];
  /** What a gradient by its outputs is by its inputs, and by its tensors. */
  readonly gradients: (
    x: readonly number[],
    upstream: readonly number[],
    tensors: LayerValues,
  ) => { readonly x: number[]; readonly tensors: Record<string, number[]> };
}

export interface LayerParts {
  readonly oracle: LayerOracle;
}

/** What a network says of a row, and what is true: a class by its index, or a value. */
export interface MeasuredRow {
  readonly outputs: readonly number[];
  readonly target: number;
}

export interface MetricOracle {
  readonly value: (rows: readonly MeasuredRow[]) => number;
}

export interface MetricParts {
  readonly oracle: MetricOracle;
}
