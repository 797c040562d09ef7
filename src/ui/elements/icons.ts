/** The lab's icons as inline SVG: no requests, coloured like the surrounding text. */
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { markerSvg } from '../../figures/charts/markers.ts';
import type { SeriesStyle } from '../../catalog/kinds/series.ts';

const paths = {
  run: svg`<path d="M5 3.5v9l7.5-4.5z" fill="currentColor" />`,
  stop: svg`<rect x="4" y="4" width="8" height="8" rx="1" fill="currentColor" />`,
  pause: svg`<path d="M5.5 3.5v9M10.5 3.5v9" stroke-width="2.6" />`,
  again: svg`<path d="M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3" />`,
  reset: svg`<path d="M3 8a5 5 0 1 0 1.6-3.7M3 2v3h3" />`,
  waiting: svg`<circle cx="8" cy="8" r="5.5" stroke-dasharray="2 2.3" />`,
  running: svg`<circle cx="8" cy="8" r="5.5" /><path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" />`,
  done: svg`<circle cx="8" cy="8" r="6" /><path d="m5.2 8.2 2 2 3.6-4.2" />`,
  diverged: svg`<path d="M2 13c5 0 7-2 8-10M7.5 5 10 2.5 12.5 5" />`,
  failed: svg`<circle cx="8" cy="8" r="6" /><path d="m6 6 4 4m0-4-4 4" />`,
  cancelled: svg`<circle cx="8" cy="8" r="6" /><path d="M5.5 8h5" />`,
  warning: svg`<path d="M8 2.2 14.3 13H1.7zM8 6.5v3M8 11.2v.1" />`,
  info: svg`<circle cx="8" cy="8" r="6" /><path d="M8 7.5v3.3M8 5.2v.1" />`,
  offline: svg`<path d="M2 6.5a9 9 0 0 1 12 0M4.3 9a5.6 5.6 0 0 1 7.4 0M8 12v.1M2.5 2l11 12" />`,
  download: svg`<path d="M8 2.5v7.5m-3-3 3 3 3-3M3 13.5h10" />`,
  link: svg`<path d="M6.5 9.5a3 3 0 0 0 4.3 0l2-2a3 3 0 0 0-4.3-4.3l-.8.8M9.5 6.5a3 3 0 0 0-4.3 0l-2 2a3 3 0 0 0 4.3 4.3l.8-.8" />`,
  menu: svg`<path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />`,
  sun: svg`<circle cx="8" cy="8" r="2.7" /><path d="M8 1.7v1.4M8 12.9v1.4M1.7 8h1.4M12.9 8h1.4M3.5 3.5l1 1M11.5 11.5l1 1M3.5 12.5l1-1M11.5 4.5l1-1" />`,
  moon: svg`<path d="M13 9.6A5.6 5.6 0 0 1 6.4 3 5.6 5.6 0 1 0 13 9.6z" />`,
  system: svg`<circle cx="8" cy="8" r="5.5" /><path d="M8 2.5v11a5.5 5.5 0 0 0 0-11z" fill="currentColor" />`,
  document: svg`<path d="M4 2h5l3 3v9H4zM9 2v3h3M6 8.5h4M6 11h4" />`,
  plus: svg`<path d="M8 3.5v9M3.5 8h9" />`,
  close: svg`<path d="m4 4 8 8m0-8-8 8" />`,
  up: svg`<path d="M8 12.5v-9m-3.5 3.5L8 3.5 11.5 7" />`,
  down: svg`<path d="M8 3.5v9M4.5 9 8 12.5 11.5 9" />`,
  lock: svg`<rect x="3.5" y="7" width="9" height="6.5" rx="1" /><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" />`,
  best: svg`<path d="m8 2 1.8 3.9 4.2.5-3.1 2.9.8 4.2L8 11.4l-3.7 2.1.8-4.2L2 6.4l4.2-.5z" fill="currentColor" />`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof paths;

/** Always beside text with the same meaning, so hidden from assistive technology. */
export const icon = (name: IconName): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${paths[name]}</svg>`;

/** A series as its line and marker; hollow and dashed for a test line. */
export const swatch = ({ colour, marker }: SeriesStyle): TemplateResult => html`
  <svg
    class="swatch series-${colour}"
    viewBox="0 0 22 12"
    width="22"
    height="12"
    aria-hidden="true"
  >
    <path d="M1 6H21" stroke="currentColor" stroke-width="2" fill="none" />
    <path d=${markerSvg(marker, 11, 6, 3.6)} fill="currentColor" />
  </svg>
`;
