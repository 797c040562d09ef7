/** Which inputs can be set in a what-if, and their initial values. */
import { isListed } from '../../catalog/lookup/dataset.ts';
import { inPieces } from '../../base/event-loop.ts';
import { datasetInfo } from '../../data/registry.ts';
import type { ColumnStatistics, Dataset } from '../../protocol/dataset.ts';
import { categorySteps, type Category } from '../../data/explore/categories.ts';
import type { WhatIfCategory, WhatIfFeature } from './types.ts';

export interface WhatIfParts {
  readonly features: readonly WhatIfFeature[];
  readonly categories: readonly WhatIfCategory[];
}

/** For a user's table only the columns' names are known. */
const described = ({ name, featureNames }: Dataset) =>
  isListed(name)
    ? datasetInfo[name].features
    : featureNames.map((each) => ({ name: each, meaning: each, unit: '' }));

/**
 * Numbers start at their median, and text columns at their most frequent value, so that the first row is
 * plausible.
 * @param statistics used in training to fill in missing values
 */
export async function whatIfParts(
  dataset: Dataset,
  statistics: ColumnStatistics | null,
  pause: () => Promise<void>,
): Promise<WhatIfParts> {
  const { features, inputs, name, featureNames } = dataset;
  const found = isListed(name) ? [] : await inPieces(categorySteps(featureNames, features), pause);
  const columns = found.map((category) => optionsOf(category, statistics));
  const begin = new Map(
    columns.flatMap(({ category: { first }, usual }) =>
      usual.map((value, at) => [first + at, value] as const),
    ),
  );
  const shown: WhatIfFeature[] = [];
  for (const [column, feature] of described(dataset).entries()) {
    const median = begin.get(column);
    if (median !== undefined) shown.push({ ...feature, low: 0, high: 1, median });
    else {
      await pause();
      shown.push({ ...feature, ...range(features, inputs, column) });
    }
  }
  return { features: shown, categories: columns.map(({ category }) => category) };
}

const another = '(another value)';
const gap = '(missing)';

/** A column's options, and its most frequent one. */
function optionsOf(
  { name, first, values, counts, others, missing }: Category,
  statistics: ColumnStatistics | null,
): { readonly category: WhatIfCategory; readonly usual: readonly number[] } {
  const only = (at: number) => values.map((_, each) => Number(each === at));
  const most = Math.max(...counts, others);
  const options = values.map((label, at) => ({ label, values: only(at) }));
  if (others > 0) options.push({ label: another, values: only(-1) });
  if (missing > 0 && statistics !== null) {
    const means = statistics.mean.subarray(first, first + values.length);
    options.push({ label: gap, values: [...means] });
  }
  // If most rows have none of the values, indexOf gives −1: only(-1).
  return { category: { name, first, options }, usual: only(counts.indexOf(most)) };
}

/**
 * The 1st and 99th percentiles and the median of a column of the whole dataset, without missing values. If
 * nearly all rows have one value, the ends are minimum and maximum.
 */
function range(features: ArrayLike<number>, inputs: number, column: number) {
  const all = Float64Array.from(
    { length: features.length / inputs },
    (_, row) => features[row * inputs + column]!,
  );
  const values = all.filter((value) => !Number.isNaN(value)).sort();
  const at = (share: number) => values[Math.round(share * (values.length - 1))] ?? 0;
  const [low, high, median] = [at(0.01), at(0.99), at(0.5)];
  return low < high ? { low, high, median } : { low: at(0), high: at(1), median };
}
