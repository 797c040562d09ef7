/** A histogram's bars as marks, for drawings `bins` wide and `barHeight` high that are stretched to their place. */
import type { Histogram } from '../../base/statistics/histogram.ts';
import type { Mark } from '../marks.ts';

export const barHeight = 100;

/** `zero` is a line where 0 lies, if it is in range. */
export type BarRole = 'bar' | 'zero';

/** @param counts in place of the histogram's own */
export function barMarks(
  histogram: Histogram,
  counts: readonly number[] = histogram.counts,
): Mark<BarRole>[] {
  const zero = binAt(histogram, 0);
  const bars: Mark<BarRole> = { kind: 'path', role: 'bar', d: barsPath(counts) };
  if (zero === null) return [bars];
  const d = `M${zero.toFixed(2)} 0V${barHeight}`;
  return [bars, { kind: 'path', role: 'zero', d, fixedWidth: true }];
}

/** Every bar from the floor, as one path; the highest reaches the top. '' where nothing was counted. */
function barsPath(counts: readonly number[]): string {
  const max = counts.reduce((so, count) => Math.max(so, count), 0);
  if (max === 0) return '';
  let path = `M0 ${barHeight}`;
  counts.forEach((count, bin) => {
    // A few values in a bin of thousands must still be seen.
    const height = count === 0 ? 0 : Math.max(1.5, (count / max) * barHeight);
    path += `V${(barHeight - height).toFixed(1)}H${bin + 1}`;
  });
  return `${path}V${barHeight}Z`;
}

/** Where `value` lies on the histogram's axis, in bins; null outside of it. */
function binAt({ from, to, counts }: Histogram, value: number): number | null {
  if (value < from || value > to || from === to) return null;
  return ((value - from) / (to - from)) * counts.length;
}
