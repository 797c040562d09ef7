/** The parts around a plot: controls above; summary, table and files below. */
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { describe, reading } from '../../../figures/charts/describe.ts';
import { lastIndex, type ChartSpec, type ScaleKind } from '../../../figures/charts/model.ts';
import { minWidth, type XWindow } from '../../../figures/charts/window.ts';
import type { MakeText } from '../save-menu/element.ts';
import { dataTable } from './data-table.ts';
import { outlierButton, scaleButtons, zoomButtons, zoomHint, type Zoom } from './parts.ts';
import type { Shown } from './shown.ts';

interface Controls {
  readonly kind: ScaleKind;
  readonly window: XWindow | null;
  readonly zoomable: boolean;
  readonly leaveOut: boolean;
  readonly choose: (kind: ScaleKind) => void;
  readonly zoom: (how: Zoom) => void;
  readonly toggleOutliers: () => void;
}

export function controls(spec: ChartSpec, { stretched }: Shown, given: Controls): TemplateResult {
  const { window } = given;
  const closer = window === null || window[1] - window[0] > minWidth;
  return html`<span class="controls">
    ${stretched ? outlierButton(given.leaveOut, given.toggleOutliers) : nothing}
    ${given.zoomable ? zoomButtons(spec.title, closer, window === null, given.zoom) : nothing}
    ${spec.switchable ? scaleButtons(spec.title, given.kind, given.choose) : nothing}
  </span>`;
}

interface Foot {
  readonly window: XWindow | null;
  readonly zoomable: boolean;
  /** Whether the visible range has no value yet; `empty`: the whole chart. */
  readonly emptyHere: boolean;
  readonly empty: boolean;
  readonly tableOpen: boolean;
  readonly onTable: (event: Event) => void;
  readonly experiment: string;
  readonly figure: LitElement;
  readonly csv: MakeText;
  readonly svg: MakeText;
}

let saveMenu: Promise<unknown> | null = null;

/** Charts without data have nothing to save, so the menu is fetched with the first that has; a failure is tried again. */
function fetchSaveMenu(): void {
  saveMenu ??= Promise.all([
    import('../save-menu/element.ts'),
    import('../full-screen/element.ts'),
  ]).catch(() => {
    saveMenu = null;
  });
}

export function foot(spec: ChartSpec, shown: Shown, given: Foot): TemplateResult {
  const { window } = given;
  if (!given.empty) fetchSaveMenu();
  return html`<div class="foot">
    <p class="summary" id="summary">
      ${describe(spec, shown.drawn, { window, beyond: shown.beyond })}
    </p>
    <a2-save-menu
      ?hidden=${given.empty}
      .subject=${spec.title}
      .experiment=${given.experiment}
      .chart=${spec.id}
      .csv=${given.csv}
      .svg=${given.svg}
    ></a2-save-menu>
    <a2-full-screen
      ?hidden=${given.empty}
      .subject=${spec.title}
      .figure=${given.figure}
    ></a2-full-screen>
    <details @toggle=${given.onTable} ?hidden=${given.emptyHere}>
      <summary>Show as table</summary>
      ${given.tableOpen ? dataTable(spec, shown.model) : nothing}
    </details>
    ${given.zoomable ? zoomHint(window, spec) : nothing}
  </div>`;
}

interface Plot {
  readonly window: XWindow | null;
  readonly zoomable: boolean;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onBlur: () => void;
  readonly onDoubleClick: () => void;
}

/**
 * An ARIA slider: its position is the cursor's x, and moving it makes screen readers say every
 * line's value there (`aria-valuetext`), as a live region would.
 */
export function plotArea(
  spec: ChartSpec,
  { model, drawn }: Shown,
  index: number,
  given: Plot,
): TemplateResult {
  // A range without points stays focusable, for the keys that zoom out of it.
  const filled = index >= 0 || given.window !== null;
  const end = lastIndex(model.lines);
  const [first, last] = given.window ?? [model.x[0] ?? 0, model.x[end] ?? 0];
  return html`
    <div
      class="plot"
      part="plot"
      role=${filled ? 'slider' : 'img'}
      tabindex=${filled ? '0' : nothing}
      aria-label=${filled ? `${spec.title}: read with the arrow keys` : `${spec.title}, no data yet`}
      aria-describedby=${given.zoomable ? 'summary hint' : 'summary'}
      aria-valuemin=${filled ? first : nothing}
      aria-valuemax=${filled ? last : nothing}
      aria-valuenow=${filled ? (model.x[index] ?? first) : nothing}
      aria-valuetext=${filled ? reading(spec, drawn, index) || 'no data here yet' : nothing}
      @keydown=${given.onKey}
      @blur=${given.onBlur}
      @dblclick=${given.onDoubleClick}
    ></div>
  `;
}

/** The text in an empty plot. */
export const emptyText = (
  spec: ChartSpec,
  window: XWindow | null,
  pending: string,
): TemplateResult => {
  if (window !== null) return html`<span>No data in this range yet.</span>`;
  return html`<span>${pending === '' ? spec.promise : pending}</span>`;
};
