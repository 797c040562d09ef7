/** A histogram's bars as a part of a page. */
import { html, type TemplateResult } from 'lit';
import type { Histogram } from '../../../base/statistics/histogram.ts';
import { barHeight, barMarks } from '../../../figures/histogram/bars.ts';
import { drawMarks } from '../marks.ts';

/** Decoration: what it shows must stand beside it in words. */
export const bars = (
  histogram: Histogram,
  counts: readonly number[] = histogram.counts,
): TemplateResult =>
  html`<svg
    class="bars"
    viewBox="0 0 ${counts.length} ${barHeight}"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${drawMarks(barMarks(histogram, counts))}
  </svg>`;
