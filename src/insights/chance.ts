/** Which accuracies are no better than guessing. */

/**
 * Standard deviations around chance within which an accuracy counts as guessing: 1 in 1,000 networks that
 * guess is outside.
 */
const deviations = 3.29;
/** The probability of a guessing network above the bound. */
const upperTail = 0.0005;
/** With fewer expected rows of either kind, right or wrong, the binomial is far from normal. */
const minNormalRows = 100;

/**
 * The highest accuracy, 0 … 1, that still counts as guessing: by the normal approximation of the binomial
 * where it holds, else by the binomial itself, whose bound never exceeds 1.
 * @param share of the rows that guessing gets right: that of the most frequent class
 * @param rows number of test rows
 */
export function chanceBound(share: number, rows: number): number {
  if (share >= 1) return 1;
  return rows * Math.min(share, 1 - share) < minNormalRows
    ? quantile(share, rows) / rows
    : share + deviations * Math.sqrt((share * (1 - share)) / rows);
}

/** The smallest number of right rows that is exceeded with a probability of at most `upperTail`. */
function quantile(share: number, rows: number): number {
  const odds = share / (1 - share);
  const mode = Math.min(rows, Math.floor((rows + 1) * share));
  // Relative to the mode's probability, which may itself underflow.
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
    if (tail > upperTail * total) return right;
    right -= 1;
  }
  return right;
}
