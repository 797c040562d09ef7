/** Summary statistics of many numbers: what the lab shows of a layer's weights or activations. */
import { histogram, type Histogram, type Numbers } from './histogram.ts';

export interface Distribution {
  readonly count: number;
  /** Values that are NaN or infinite; everything below leaves them out. */
  readonly nonFinite: number;
  /** Values that are exactly 0. */
  readonly zeros: number;
  /** NaN where no value is finite, as are the next three. */
  readonly mean: number;
  /** The population's: √(Σ(x − μ)² / n). */
  readonly deviation: number;
  readonly least: number;
  readonly greatest: number;
  /** From the minimum to the maximum; null where no value is finite. */
  readonly histogram: Histogram | null;
}

/** In float64 and two passes, so that small deviations around large means survive. */
export function distribution(values: Numbers, bins: number): Distribution {
  let [finite, zeros, sum] = [0, 0, 0];
  let [least, greatest] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    finite += 1;
    sum += value;
    if (value === 0) zeros += 1;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  const count = values.length;
  const nonFinite = count - finite;
  if (finite === 0) {
    const none = { mean: NaN, deviation: NaN, least: NaN, greatest: NaN };
    return { count, nonFinite, zeros, ...none, histogram: null };
  }
  // The rounded mean of equal values need not be that value; their deviation must still be 0.
  const mean = least === greatest ? least : sum / finite;
  let squares = 0;
  for (const value of values) {
    if (Number.isFinite(value)) squares += (value - mean) * (value - mean);
  }
  return {
    count,
    nonFinite,
    zeros,
    mean,
    deviation: Math.sqrt(squares / finite),
    least,
    greatest,
    histogram: histogram(values, bins, least, greatest),
  };
}
