/** A trained network as data: what is kept, exported and predicts. */
import type { Trial } from '../document/schema.ts';
import type { LayerParameters } from '../torch/layers.ts';

export interface TrainedModel {
  /** The trial's content hash. */
  readonly id: string;
  readonly trial: Trial;
  /** One entry a linear map, input side first. */
  readonly parameters: readonly LayerParameters[];
  /**
   * What the features were standardised with; null for pixels, which are divided by 255. Both [inputs];
   * a deviation of 0 divides by 1.
   */
  readonly statistics: { readonly mean: Float64Array; readonly deviation: Float64Array } | null;
  /** The engine's name, "wasm" for instance. */
  readonly engine: string;
  /** Milliseconds since 1970. */
  readonly trainedAt: number;
}
