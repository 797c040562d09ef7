/** A model's results on its test part. */

/** Rows that are images, and the model's prediction for each. */
export interface JudgedImages {
  /** [count, 784], 0 … 255. */
  readonly pixels: Uint8Array | Float32Array;
  /** [count]. */
  readonly truths: ArrayLike<number>;
  /** [count]. */
  readonly predicted: ArrayLike<number>;
  /** [count, classes]; they add up to one. */
  readonly probabilities: Float32Array;
  readonly names: readonly string[];
}

/** One numeric feature of the model. */
export interface WhatIfFeature {
  readonly name: string;
  readonly meaning: string;
  readonly unit: string;
  /** Ends of its slider; if equal, the feature is constant and has no slider. */
  readonly low: number;
  readonly high: number;
  /** Initial value. */
  readonly median: number;
}

/** A text column, encoded as several features. */
export interface WhatIfCategory {
  readonly name: string;
  /** Its first feature; the others follow it. */
  readonly first: number;
  readonly options: readonly WhatIfOption[];
}

export interface WhatIfOption {
  readonly label: string;
  /** The values of the column's features for this option. */
  readonly values: readonly number[];
}

/** Rows to start from: those of the test part, numbered from 0 in the split's order. */
export interface Districts {
  readonly count: number;
  readonly at: (row: number) => {
    /** Raw, [features]. */
    readonly features: readonly number[];
    /** In $100,000. */
    readonly truth: number;
  };
}
