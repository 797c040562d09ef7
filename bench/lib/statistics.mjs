/** Robust statistics for a noisy machine: medians, and ratios within a round. */

/** The median; of an even count the mean of the middle two. Throws RangeError without values. @param {readonly number[]} values */
export function median(values) {
  if (values.length === 0) throw new RangeError('Cannot take the median of no values');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = Number(sorted[middle]);
  return sorted.length % 2 === 1 ? upper : (Number(sorted[middle - 1]) + upper) / 2;
}

/**
 * How many times faster the first is: the median of the rounds' ratios. What slows a whole round
 * down slows both of its sides and leaves its ratio alone.
 * @param {readonly number[]} ours milliseconds by round
 * @param {readonly number[]} theirs the same rounds
 */
export function medianRatio(ours, theirs) {
  if (ours.length !== theirs.length) {
    throw new RangeError(`Cannot compare ${ours.length} rounds with ${theirs.length}`);
  }
  return median(theirs.map((value, round) => value / /** @type {number} */ (ours[round])));
}

/** Half the interquartile range as a share of the median: a measure of noise. @param {readonly number[]} values */
export function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (/** @type {number} */ share) =>
    /** @type {number} */ (sorted[Math.round(share * (sorted.length - 1))]);
  return (at(0.75) - at(0.25)) / 2 / median(values);
}

/**
 * Cuts `steps` into at most `most` blocks whose sizes differ by at most one. A run is timed in
 * blocks because a clock is too coarse, and reading a loss too expensive, for single steps.
 * @param {number} steps @param {number} [most]
 * @returns {number[]}
 */
export function blocks(steps, most = 5) {
  const count = Math.min(most, steps);
  return Array.from(
    { length: count },
    (_, block) => Math.floor(((block + 1) * steps) / count) - Math.floor((block * steps) / count),
  );
}

/**
 * The largest |a − b| / max(1, |b|) over the values that both have.
 * @param {readonly number[]} found @param {readonly number[]} wanted
 */
export function largestDifference(found, wanted) {
  let largest = 0;
  for (let index = 0; index < Math.min(found.length, wanted.length); index++) {
    const [a, b] = [Number(found[index]), Number(wanted[index])];
    const difference = Math.abs(a - b) / Math.max(1, Math.abs(b));
    // A NaN must not pass for agreement.
    largest = Number.isFinite(difference) ? Math.max(largest, difference) : Infinity;
  }
  return largest;
}
