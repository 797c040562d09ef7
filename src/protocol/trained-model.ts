/** A trained network as data: stored, exported and used to predict. */
import type { Trial } from '../document/schema.ts';
import type { LayerParameters, NamedTensor } from '../torch/layers.ts';

export interface TrainedModel {
  /** The trial's content hash. */
  readonly id: string;
  readonly trial: Trial;
  /** One entry per layer, input side first; none for a list of layers. */
  readonly parameters: readonly LayerParameters[];
  /** Of a list of layers: in the order of its plan, buffers included. */
  readonly tensors?: readonly NamedTensor[];
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
