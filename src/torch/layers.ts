/** Parameters of one linear map, as nn.Linear holds them. */
export interface LayerParameters {
  readonly inputs: number;
  readonly outputs: number;
  /** [outputs, inputs], row-major. */
  readonly weight: Float32Array;
  /** [outputs]. */
  readonly bias: Float32Array;
}
