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

/** What a network learnt: one entry for each layer of the short form, or every tensor of a list of layers, by name. */
export type NetworkParameters = readonly LayerParameters[] | readonly NamedTensor[];

/** Whether these are the tensors of a list of layers. */
export const isNamed = (parameters: NetworkParameters): parameters is readonly NamedTensor[] =>
  parameters[0] !== undefined && 'values' in parameters[0];

/** For what cannot be done with a list of layers yet. Throws RangeError for one. @param doing "draw" */
export function requireLayers(
  parameters: NetworkParameters,
  doing: string,
): readonly LayerParameters[] {
  if (isNamed(parameters))
    throw new RangeError(`cannot ${doing} a network that is a list of layers yet`);
  return parameters;
}

/** The memory of all parameters. */
export const valuesOf = (parameters: NetworkParameters): Float32Array[] =>
  isNamed(parameters)
    ? parameters.map(({ values }) => values)
    : parameters.flatMap(({ weight, bias }) => [weight, bias]);
