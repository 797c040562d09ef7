/** How often values fall into equally wide bins. */

/** Numbers in any container that the lab uses. */
export type Numbers = readonly number[] | Float32Array | Float64Array | Uint8Array;

export interface Histogram {
  readonly from: number;
  readonly to: number;
  /** Bin i holds from + i·w ≤ x < from + (i + 1)·w, the last one its right edge too. */
  readonly counts: readonly number[];
  /** Values below `from` and above `to`. */
  readonly below: number;
  readonly above: number;
}

/** The left edge of bin `index`; that of the last bin + 1 is `to` itself. */
export const binEdge = (
  { from, to }: Pick<Histogram, 'from' | 'to'>,
  index: number,
  bins: number,
): number => (index === bins ? to : from + ((to - from) * index) / bins);

/**
 * Counts the finite values into `bins` bins, as numpy.histogram does: equal values get a range of 1
 * around them. Throws RangeError where `bins` is no positive integer or the range is not finite.
 */
export function histogram(values: Numbers, bins: number, from: number, to: number): Histogram {
  if (!Number.isInteger(bins) || bins < 1) {
    throw new RangeError(`Cannot count into ${bins} bins: wanted a positive integer`);
  }
  if (!Number.isFinite(from) || !Number.isFinite(to) || from > to) {
    throw new RangeError(`Cannot count between ${from} and ${to}: wanted two finite, ordered ends`);
  }
  const range = from === to ? { from: from - 0.5, to: to + 0.5 } : { from, to };
  const counts = new Array<number>(bins).fill(0);
  const perUnit = bins / (range.to - range.from);
  let below = 0;
  let above = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < range.from) below += 1;
    else if (value > range.to) above += 1;
    else counts[binOf(value, range, bins, perUnit)]! += 1;
  }
  return { ...range, counts, below, above };
}

/** The product may round across an edge, so compare with the edges themselves. */
function binOf(
  value: number,
  range: Pick<Histogram, 'from' | 'to'>,
  bins: number,
  perUnit: number,
): number {
  let bin = Math.min(bins - 1, Math.max(0, Math.floor((value - range.from) * perUnit)));
  if (Number.isNaN(bin)) bin = 0;
  while (bin > 0 && value < binEdge(range, bin, bins)) bin -= 1;
  while (bin < bins - 1 && value >= binEdge(range, bin + 1, bins)) bin += 1;
  return bin;
}
