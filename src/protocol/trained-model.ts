/** A trained network as data: stored, exported and used to predict. */
import type { Trial } from '../document/schema.ts';
import type { NetworkParameters } from '../torch/layers.ts';

export interface TrainedModel {
  /** The trial's content hash. */
  readonly id: string;
  readonly trial: Trial;
  /** One entry for each layer, input side first; of a list of layers, every tensor in the order of its plan. */
  readonly parameters: NetworkParameters;
  /**
   * What the features were standardised with; null for pixels, which are divided by 255. Both [inputs];
   * a deviation of 0 divides by 1.
   */
  readonly statistics: { readonly mean: Float64Array; readonly deviation: Float64Array } | null;
  /** The engine's name, such as "wasm". */
  readonly engine: string;
  /** Milliseconds since 1970. */
  readonly trainedAt: number;
}
