/** A histogram's bars as one path, for SVGs whose box is `bins` wide and `barHeight` high. */
import type { Histogram } from '../../base/statistics/histogram.ts';

export const barHeight = 100;

/** Every bar from the floor; the highest reaches the top. '' where nothing was counted. */
export function barsPath(counts: readonly number[]): string {
  const most = counts.reduce((so, count) => Math.max(so, count), 0);
  if (most === 0) return '';
  let path = `M0 ${barHeight}`;
  counts.forEach((count, bin) => {
    // A few values in a bin of thousands must still be seen.
    const height = count === 0 ? 0 : Math.max(1.5, (count / most) * barHeight);
    path += `V${(barHeight - height).toFixed(1)}H${bin + 1}`;
  });
  return `${path}V${barHeight}Z`;
}

/** Where `value` lies on the histogram's axis, in bins; null outside of it. */
export function binAt({ from, to, counts }: Histogram, value: number): number | null {
  if (value < from || value > to || from === to) return null;
  return ((value - from) / (to - from)) * counts.length;
}
