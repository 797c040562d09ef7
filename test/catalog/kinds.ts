/** What the tests know of a member by themselves: in float64, and taken from nothing that they test. */

export interface ActivationOracle {
  readonly value: (z: number) => number;
  /** At 0, where some have no derivative, PyTorch takes that of the negative side. */
  readonly slope: (z: number) => number;
}

export interface ActivationParts {
  readonly oracle: ActivationOracle;
}
