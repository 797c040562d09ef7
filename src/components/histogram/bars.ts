/** A histogram's bars as one path, for SVGs whose box is `bins` wide and `barHeight` high. */
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { Histogram } from '../../explore/histogram.ts';

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

/** Decoration: what it shows must stand beside it in words. `zero` marks 0 where it is in range. */
export function bars(
  histogram: Histogram,
  counts: readonly number[] = histogram.counts,
): TemplateResult {
  const zero = binAt(histogram, 0);
  return html`<svg
    class="bars"
    viewBox="0 0 ${counts.length} ${barHeight}"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    <path class="bar" d=${barsPath(counts)} />
    ${zero === null ? '' : zeroLine(zero)}
  </svg>`;
}

const zeroLine = (x: number): SVGTemplateResult =>
  svg`<path class="zero" d=${`M${x.toFixed(2)} 0V${barHeight}`} vector-effect="non-scaling-stroke" />`;
