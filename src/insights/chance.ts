/** Which accuracies are those of guessing. */

/**
 * Standard deviations within which an accuracy is that of guessing: of a thousand networks that guess,
 * one lies outside.
 */
const deviations = 3.29;
/** The part of them that lies above. */
const above = 0.0005;
/** With fewer rows of either kind expected, right and wrong ones, the binomial is far from normal. */
const fewest = 100;

/**
 * Accuracies up to so far above `share` are those of guessing, 0 … 1: the normal approximation of the
 * binomial where it holds, else the binomial itself, whose bound never exceeds 1.
 * @param share that guessing gets right: of the most frequent class
 * @param rows that are tested
 */
export function chanceBound(share: number, rows: number): number {
  if (share >= 1) return 1;
  return rows * Math.min(share, 1 - share) < fewest
    ? quantile(share, rows) / rows
    : share + deviations * Math.sqrt((share * (1 - share)) / rows);
}

/** The least number of right rows that is exceeded with a probability of at most `above`. */
function quantile(share: number, rows: number): number {
  const odds = share / (1 - share);
  const mode = Math.min(rows, Math.floor((rows + 1) * share));
  // In parts of the mode's probability, which may itself be as small as a float can be.
  let total = 0;
  for (let right = mode, part = 1; right >= 0 && part > 0; right--) {
    total += part;
    part *= right / ((rows - right + 1) * odds);
  }
  const upper: number[] = [];
  for (let right = mode, part = 1; right < rows && part > 0; right++) {
    part *= ((rows - right) / (right + 1)) * odds;
    upper.push(part);
    total += part;
  }
  let tail = 0;
  let right = mode + upper.length;
  while (right > mode) {
    tail += upper[right - mode - 1]!;
    if (tail > above * total) return right;
    right -= 1;
  }
  return right;
}
