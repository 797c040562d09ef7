/** The small parts around a plot. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ChartModel, ChartSpec, ScaleKind } from '../../../figures/charts/model.ts';
import type { XWindow } from '../../../figures/charts/window.ts';
import { count } from '../../../base/numbers.ts';
import { icon, swatch } from '../icons.ts';
import type { LegendEntry } from '../../../figures/charts/legend.ts';
import { strokeAttributes, strokeOf } from '../../../figures/charts/strokes.ts';

/** The key of dash styles to line names. */
export function lineKey(model: ChartModel): TemplateResult {
  const seen = new Map(model.lines.map((line) => [line.name, line]));
  return html`<span class="key">
    ${[...seen].map(([name, line]) => {
      const stroke = strokeAttributes(strokeOf(line));
      return html`<span
        ><svg viewBox="0 0 24 8" aria-hidden="true">
          <path
            d="M0 4H24"
            stroke="currentColor"
            stroke-width=${stroke['stroke-width']}
            stroke-opacity=${stroke['stroke-opacity'] ?? nothing}
            stroke-dasharray=${stroke['stroke-dasharray'] ?? nothing}
          /></svg
        >${name}</span
      >`;
    })}
  </span>`;
}

/** Heads over the columns of values. Hidden from screen readers, which read a head with every value. */
export const columnHeads = (names: readonly string[]): TemplateResult =>
  html`<span class="values" aria-hidden="true"
    >${names.map((name) => html`<span>${name}</span>`)}</span
  >`;

/** A legend's entry is a button that hides its lines. */
export const legendItem = (
  { label, style, values }: LegendEntry,
  names: readonly string[],
  shown: boolean,
  toggle: () => void,
): TemplateResult => html`
  <li>
    <button
      type="button"
      aria-pressed=${shown ? 'true' : 'false'}
      title="${label}: show or hide"
      @click=${toggle}
    >
      ${swatch(style)}
      <span class="name">${label}</span>
      <span class="values">
        ${values.map(
          (value, at) =>
            html`<span><span class="visually-hidden">${names[at]} </span>${value}</span>`,
        )}
      </span>
    </button>
  </li>
`;

export function scaleButtons(
  title: string,
  current: ScaleKind,
  choose: (kind: ScaleKind) => void,
): TemplateResult {
  const button = (kind: ScaleKind) => html`
    <button
      type="button"
      class="quiet"
      aria-pressed=${current === kind ? 'true' : 'false'}
      @click=${() => {
        choose(kind);
      }}
    >
      ${kind}
    </button>
  `;
  return html`<span class="tools" role="group" aria-label="Axis of ${title}">
    ${button('log')}${button('linear')}
  </span>`;
}

export type Zoom = 'in' | 'out' | 'whole';

/** Zoom without dragging, for touch too. Disabled buttons stay focusable. */
export function zoomButtons(
  title: string,
  closer: boolean,
  whole: boolean,
  zoom: (how: Zoom) => void,
): TemplateResult {
  const button = (how: Zoom, label: string, shown: TemplateResult | string, off: boolean) => html`
    <button
      type="button"
      class="quiet"
      aria-label=${label}
      title=${label}
      aria-disabled=${off ? 'true' : nothing}
      @click=${() => {
        if (!off) zoom(how);
      }}
    >
      ${shown}
    </button>
  `;
  return html`<span class="tools" role="group" aria-label="Visible range of ${title}">
    ${button('out', 'Zoom out', '−', whole)}${button('in', 'Zoom in', icon('plus'), !closer)}
    ${button('whole', 'Show all', 'all', whole)}
  </span>`;
}

/** Shown only if outliers stretch the axis. */
export const outlierButton = (pressed: boolean, toggle: () => void): TemplateResult => html`
  <button
    type="button"
    class="quiet outliers"
    aria-pressed=${pressed ? 'true' : 'false'}
    title="Outliers: diverged trials, and values more than three interquartile ranges from the others"
    @click=${toggle}
  >
    hide outliers
  </button>
`;

/** How to zoom, and the visible range, which screen readers announce when it changes. */
export const zoomHint = (window: XWindow | null, { xLabel }: ChartSpec): TemplateResult => html`
  <p class="hint" id="hint">
    Zoom: drag over the plot, or press + and −. Shift with ← or → pans; 0 or a double click shows
    all.
  </p>
  <p class="visually-hidden" role="status">
    ${window === null ? '' : `Showing ${xLabel}s ${count(window[0])} to ${count(window[1])}`}
  </p>
`;
