/** Oracles of members: in float64, independent of the code under test. */

export interface ActivationOracle {
  readonly value: (z: number) => number;
  /** At 0, where some have no derivative, PyTorch uses that of the negative side. */
  readonly slope: (z: number) => number;
  /** Where it has no derivative, besides 0. */
  readonly kinks?: readonly number[];
}

export interface ActivationParts {
  readonly oracle: ActivationOracle;
}

export interface LossOracle {
  /** The loss of one row; for values, the mean over the outputs. @param targets a class, or a value an output */
  readonly value: (outputs: readonly number[], targets: readonly number[]) => number;
  /** Its derivative with respect to each output. */
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
  /** Turns a gradient with respect to its outputs into those for its inputs and tensors. */
  readonly gradients: (
    x: readonly number[],
    upstream: readonly number[],
    tensors: LayerValues,
  ) => { readonly x: number[]; readonly tensors: Record<string, number[]> };
}

export interface LayerParts {
  /** Of those that a network in the short form has. */
  readonly oracle?: LayerOracle;
}

/** A network's output for a row, and the target: a class index, or a value. */
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
