/** What a dataset is to the rest of the lab. */
import type { NoisyFeatures } from '../catalog/kinds/dataset.ts';
import type { DatasetSettings } from '../document/schema.ts';
import type { Task } from '../document/parameters.ts';

/**
 * A dataset as it travels between threads: row-major features and one target a row.
 * FashionMNIST stays uint8; a float32 copy in every worker would be 188 MB.
 */
export interface Dataset {
  readonly name: DatasetSettings['name'];
  /** For a user's table: which one, and how it is read; see datasetKey. */
  readonly key?: string;
  readonly task: Task;
  /** True for generated stand-ins; every chart and result must say so. */
  readonly synthetic: boolean;
  /** Features per row. */
  readonly inputs: number;
  /** Classes, or 1 for regression. */
  readonly outputs: number;
  /** [trainCount + testCount, inputs]; pixels 0…255, or raw features in float64, NaN where missing. */
  readonly features: Uint8Array | Float64Array;
  /** [trainCount + testCount]; class indices, or values in float64. */
  readonly targets: Uint8Array | Float64Array;
  readonly trainCount: number;
  readonly testCount: number;
  /**
   * `published`: the first trainCount rows are the training part. `seeded`: rows are split by
   * PyTorch's random_split with the trial's seed.
   */
  readonly split: 'published' | 'seeded';
  /** sha256 of the files it was made from, or `synthetic:…` with the recipe's version. */
  readonly checksum: string;
  /** Where a document may set the noise; see trialData. */
  readonly noise?: NoisyFeatures;
  readonly featureNames: readonly string[];
  readonly classNames: readonly string[];
}

/** One part of a dataset as an engine reads it. Row i starts at features[i * inputs]. */
export interface Part {
  /** [count, inputs]; uint8 pixels are divided by `divisor`, float32 features are used as they are. */
  readonly features: Uint8Array | Float32Array;
  /** uint8 pixels are divided by this in float32 (255, as `pixels / 255` in PyTorch); 1 for float32 features. */
  readonly divisor: number;
  /** [count]; class indices (uint8) or values (float32). */
  readonly targets: Uint8Array | Float32Array;
  readonly count: number;
}

/** The data that a trial trains and is measured on. */
export interface TrialData {
  readonly task: Task;
  readonly inputs: number;
  readonly outputs: number;
  readonly train: Part;
  readonly test: Part;
  /** Only if rows are held out for validation. */
  readonly validation?: Part;
  /** What the features were standardised with; null for pixels. */
  readonly statistics: ColumnStatistics | null;
}

export interface ColumnStatistics {
  /** [inputs]. */
  readonly mean: Float64Array;
  /** [inputs]: the population's, divided by the number of rows. */
  readonly deviation: Float64Array;
}

/** Bytes of a dataset's files while they are fetched, verified and inflated. */
export interface DatasetProgress {
  readonly dataset: DatasetSettings['name'];
  readonly phase: 'cache' | 'download' | 'verify' | 'inflate' | 'generate';
  readonly loaded: number;
  /** 0 while unknown. */
  readonly total: number;
  /** Notices although nothing failed; all from this load so far. */
  readonly notices?: readonly string[];
}
