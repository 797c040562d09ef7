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
