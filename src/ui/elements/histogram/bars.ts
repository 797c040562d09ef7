/** A histogram's bars as a template. */
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { Histogram } from '../../../base/statistics/histogram.ts';
import { barHeight, barsPath, binAt } from '../../../figures/histogram/bars.ts';

/** Decorative: the same information must be given beside it as text. `zero` marks 0 if it is in range. */
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
