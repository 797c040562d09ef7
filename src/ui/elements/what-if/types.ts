/** What a what-if is about: numbers that slide, and columns of texts that have one of their values. */

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

/** What can be set, in the order of the features; `at` is the feature, or a column's first one. */
export type WhatIfField =
  | { readonly kind: 'number'; readonly at: number; readonly feature: WhatIfFeature }
  | { readonly kind: 'fixed'; readonly at: number; readonly feature: WhatIfFeature }
  | { readonly kind: 'category'; readonly at: number; readonly category: WhatIfCategory };

export function fieldsOf(
  features: readonly WhatIfFeature[],
  categories: readonly WhatIfCategory[],
): WhatIfField[] {
  const fields: WhatIfField[] = [];
  for (let at = 0; at < features.length;) {
    const category = categories.find(({ first }) => first === at);
    const feature = features[at]!;
    if (category !== undefined) fields.push({ kind: 'category', at, category });
    else fields.push({ kind: feature.low < feature.high ? 'number' : 'fixed', at, feature });
    at += category?.options[0]?.values.length ?? 1;
  }
  return fields;
}

export const named = ({ name, unit }: WhatIfFeature): string =>
  unit === '' ? name : `${name}, ${unit}`;

/** Which option the row has; -1 for none of them. */
export const optionOf = ({ first, options }: WhatIfCategory, row: readonly number[]): number =>
  options.findIndex(({ values }) => values.every((value, at) => row[first + at] === value));

/** The row with another option. */
export const withOption = (
  { first, options }: WhatIfCategory,
  row: readonly number[],
  option: number,
): readonly number[] => {
  const values = options[option]?.values ?? [];
  return row.map((value, at) => values[at - first] ?? value);
};
