/** What a model says of its test part. */

/** Rows that are images, and what the model takes each of them for. */
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

/** One number that the model reads. */
export interface WhatIfFeature {
  readonly name: string;
  readonly meaning: string;
  readonly unit: string;
  /** Ends of its slider; where they are equal it is the same in all rows, and has none. */
  readonly low: number;
  readonly high: number;
  /** Where it begins. */
  readonly median: number;
}

/** A column of texts, which the model reads as several features. */
export interface WhatIfCategory {
  readonly name: string;
  /** Its first feature; the others follow it. */
  readonly first: number;
  readonly options: readonly WhatIfOption[];
}

export interface WhatIfOption {
  readonly label: string;
  /** What the column's features are then. */
  readonly values: readonly number[];
}

/** Districts to begin with: those of the test part, numbered from 0 as the split orders them. */
export interface Districts {
  readonly count: number;
  readonly at: (row: number) => {
    /** Raw, [features]. */
    readonly features: readonly number[];
    /** In $100,000. */
    readonly truth: number;
  };
}
