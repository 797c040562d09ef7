/** A column of numbers as a table shows it. */

export interface Summary {
  readonly count: number;
  readonly mean: number;
  /** The population's: √(Σ(x − μ)² / n). */
  readonly deviation: number;
  readonly least: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly greatest: number;
}

/**
 * The value below which a share of the sorted values lies, with linear interpolation between
 * neighbours: numpy.quantile's and scikit-learn's default. NaN for no values.
 * @param sorted in ascending order @param share 0 … 1
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const { length } = sorted;
  if (length === 0) return NaN;
  const at = (length - 1) * Math.min(1, Math.max(0, share));
  const low = Math.floor(at);
  const [a, b] = [sorted[low]!, sorted[Math.min(low + 1, length - 1)]!];
  return a + (b - a) * (at - low);
}

/** Of values in ascending order; all of them finite. */
export function summarise(sorted: Float64Array): Summary {
  const count = sorted.length;
  const [least, greatest] = [sorted[0] ?? NaN, sorted[count - 1] ?? NaN];
  let sum = 0;
  for (const value of sorted) sum += value;
  const mean = least === greatest ? least : sum / count;
  let squares = 0;
  for (const value of sorted) squares += (value - mean) * (value - mean);
  return {
    count,
    mean,
    deviation: Math.sqrt(squares / count),
    least,
    lowerQuartile: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    upperQuartile: quantile(sorted, 0.75),
    greatest,
  };
}

/**
 * Pearson's correlation of two columns of equal length, −1 … 1; NaN where one of them is constant.
 * r = Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)² Σ(y − ȳ)²). Throws RangeError where the lengths differ.
 */
export function correlation(x: ArrayLike<number>, y: ArrayLike<number>): number {
  if (x.length !== y.length) {
    throw new RangeError(`Cannot correlate ${x.length} values with ${y.length}: wanted as many`);
  }
  let [meanX, meanY] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    meanX += x[i]! / x.length;
    meanY += y[i]! / x.length;
  }
  let [both, squaresX, squaresY] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const [dx, dy] = [x[i]! - meanX, y[i]! - meanY];
    both += dx * dy;
    squaresX += dx * dx;
    squaresY += dy * dy;
  }
  return both / Math.sqrt(squaresX * squaresY);
}
