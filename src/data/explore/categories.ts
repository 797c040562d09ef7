/**
 * Finds features that are the one-hot values of one text column: a run of features "column=value" of which at
 * most one is 1 in each row. Checked in the data, because any name may contain "=".
 */
import { pieceSize } from '../../base/event-loop.ts';

export interface Category {
  /** The column's name. */
  readonly name: string;
  /** Its first feature; the others follow it. */
  readonly first: number;
  /** The values, one per feature, as in the features' names. */
  readonly values: readonly string[];
  /** Rows that have each value, [values]. */
  readonly counts: readonly number[];
  /** Rows that have none of the values. */
  readonly others: number;
  /** Rows in which the column is missing. */
  readonly missing: number;
}

/**
 * In pieces of a few milliseconds; see inPieces.
 * @param names of the features, in their order
 * @param features [rows, names], NaN where a value is missing
 */
export function* categorySteps(
  names: readonly string[],
  features: ArrayLike<number>,
): Generator<void, Category[], void> {
  const found: Category[] = [];
  for (let first = 0; first < names.length;) {
    const category = yield* categoryAt(first, names, features);
    if (category !== null) found.push(category);
    first += category?.values.length ?? 1;
  }
  return found;
}

/** The longest run of features from `first` on that belongs to one column, by the shortest name. */
function* categoryAt(
  first: number,
  names: readonly string[],
  features: ArrayLike<number>,
): Generator<void, Category | null, void> {
  const own = names[first] ?? '';
  for (let end = own.indexOf('='); end !== -1; end = own.indexOf('=', end + 1)) {
    const prefix = own.slice(0, end + 1);
    let last = first;
    while (names[last + 1]?.startsWith(prefix) === true) last += 1;
    const values = names.slice(first, last + 1).map((name) => name.slice(prefix.length));
    const counted = yield* countsOf(first, values.length, features, names.length);
    if (counted !== null) return { name: own.slice(0, end), first, values, ...counted };
  }
  return null;
}

/** How often each feature is the 1 of its row; null if they are not values of one column. */
function* countsOf(
  first: number,
  size: number,
  features: ArrayLike<number>,
  inputs: number,
): Generator<void, Pick<Category, 'counts' | 'others' | 'missing'> | null, void> {
  const counts = new Array<number>(size).fill(0);
  let [others, missing, done] = [0, 0, 0];
  for (let from = first; from < features.length; from += inputs) {
    done += size;
    if (done >= pieceSize) {
      yield;
      done = 0;
    }
    let [ones, gaps, which] = [0, 0, -1];
    for (let i = 0; i < size; i++) {
      const value = features[from + i]!;
      if (Number.isNaN(value)) gaps += 1;
      else if (value === 1) {
        ones += 1;
        which = i;
      } else if (value !== 0) return null;
    }
    if (gaps === size) missing += 1;
    else if (gaps > 0 || ones > 1) return null;
    else if (ones === 1) counts[which]! += 1;
    else others += 1;
  }
  return { counts, others, missing };
}
