/** The what-if fields: sliders for numbers, selects for text columns. */
import type { WhatIfCategory, WhatIfFeature } from '../../../lab/judge/types.ts';

/** The settable fields in feature order; `at` is the feature's index, or a column's first one. */
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
