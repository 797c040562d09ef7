/** Parameters of one linear map, as nn.Linear holds them. */
export interface LayerParameters {
  readonly inputs: number;
  readonly outputs: number;
  /** [outputs, inputs], row-major. */
  readonly weight: Float32Array;
  /** [outputs]. */
  readonly bias: Float32Array;
}

/** A tensor of a network that is a list of layers, by its name in PyTorch's `state_dict()`. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: Float32Array;
}
