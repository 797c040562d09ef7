/**
 * A panel of hundreds of cells, drawn on a canvas so that all are seen at once. The cell that Tab reaches is the only
 * one in the page; arrow keys move it. What a cell says stands in the reading below, and in its label.
 */
import { LitElement, html, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { readTheme } from '../../../figures/charts/theme.ts';
import type { ChartTheme } from '../../../figures/charts/chart-theme.ts';
import { rampCss } from '../../../figures/heatmap/colour.ts';
import { trialAt, type Heatmap } from '../../../figures/heatmap/cells.ts';
import type { CellIndex } from '../../../figures/heatmap/grid.ts';
import { readingOf } from '../../../figures/heatmap/text.ts';
import { base } from '../../styles/shared.ts';
import { ThemeController } from '../chart/theme-controller.ts';
import { define } from '../define.ts';
import {
  boxOf,
  drawCells,
  drawHeads,
  heightOf,
  layOut,
  widthOf,
  type Geometry,
} from './dense-drawing.ts';
import { denseStyles } from './dense-styles.ts';

/** Shades of the scale: more cannot be told apart. */
const shadeCount = 48;
/** No browser has larger canvases everywhere. */
const maxPixels = 16_000;

/** A cell was pointed at, left (`place` is null) or pressed. */
export class DenseCellEvent extends Event {
  static readonly type = 'a2-dense-cell';
  readonly place: CellIndex | null;
  readonly pressed: boolean;

  constructor(place: CellIndex | null, pressed: boolean) {
    super(DenseCellEvent.type);
    this.place = place;
    this.pressed = pressed;
  }
}

export class A2DenseCells extends LitElement {
  static override styles = [base, denseStyles];

  static override properties = {
    heatmap: { attribute: false },
    panel: { attribute: false },
    highlighted: { attribute: false },
    at: { attribute: false },
    keys: { attribute: false },
    width: { state: true },
  };

  declare heatmap: Heatmap | null;
  declare panel: number;
  /** The id of the trial that the page highlights. */
  declare highlighted: string | null;
  /** The one cell that Tab reaches, if it is in this panel. */
  declare at: CellIndex;
  /** Hears the keys that are pressed on that cell. */
  declare keys: ((event: KeyboardEvent) => void) | null;
  declare protected width: number;

  #resizes: ResizeObserver | null = null;
  #theme: { readonly chart: ChartTheme; readonly shades: readonly string[] } | null = null;
  #geometry: Geometry | null = null;

  constructor() {
    super();
    this.heatmap = null;
    this.panel = 0;
    this.highlighted = null;
    this.at = { panel: 0, row: 0, column: 0 };
    this.keys = null;
    this.width = 0;
    new ThemeController(this, () => {
      this.#theme = null;
      this.requestUpdate();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes = new ResizeObserver((entries) => {
      this.width = Math.floor(entries.at(-1)?.contentRect.width ?? 0);
    });
    this.#resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes?.disconnect();
  }

  /** Focuses the cell that Tab reaches. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.at')?.focus();
  }

  get #place(): CellIndex {
    return this.at.panel === this.panel ? this.at : { panel: this.panel, row: 0, column: 0 };
  }

  protected override render(): TemplateResult {
    const { heatmap } = this;
    if (heatmap === null) return html``;
    const { grid, metric } = heatmap;
    const { label = '', rows = [] } = grid.panels[this.panel] ?? {};
    const place = this.#place;
    const trial = trialAt(grid, place);
    const selected = trial !== null && trial.plan.id === this.highlighted;
    return html`
      <div class="scroll">
        <div
          class="cells"
          role="grid"
          aria-label=${label === '' ? metric.head : `${metric.head}, ${label}`}
          aria-rowcount=${rows.length}
          aria-colcount=${grid.columns.heads.length}
          @click=${this.#onClick}
          @keydown=${this.keys}
          @pointermove=${this.#onMove}
          @pointerleave=${() => this.#tell(null, false)}
          @focusin=${() => this.#tell(this.#place, false)}
          @focusout=${() => this.#tell(null, false)}
        >
          <canvas aria-hidden="true"></canvas>
          <div role="row" aria-rowindex=${place.row + 1}>
            ${keyed(
              `${place.row} ${place.column}`,
              html`<div
                class="at"
                role="gridcell"
                tabindex=${this.at.panel === this.panel ? 0 : -1}
                aria-colindex=${place.column + 1}
                aria-selected=${selected ? 'true' : 'false'}
                aria-label=${readingOf(heatmap, place)}
                data-place="${place.panel} ${place.row} ${place.column}"
              ></div>`,
            )}
          </div>
        </div>
      </div>
    `;
  }

  #tell(place: CellIndex | null, pressed: boolean): void {
    this.dispatchEvent(new DenseCellEvent(place, pressed));
  }

  readonly #onClick = (event: MouseEvent): void => {
    const place = this.#placeOf(event);
    if (place !== null) this.#tell(place, true);
  };

  readonly #onMove = (event: MouseEvent): void => this.#tell(this.#placeOf(event), false);

  #placeOf(event: MouseEvent): CellIndex | null {
    const geometry = this.#geometry;
    const box = this.renderRoot.querySelector('canvas')?.getBoundingClientRect();
    if (geometry === null || box === undefined) return null;
    const column = Math.floor((event.clientX - box.left - geometry.left) / geometry.pitch.x);
    const row = Math.floor((event.clientY - box.top - geometry.top) / geometry.pitch.y);
    const inside = column >= 0 && column < geometry.columns && row >= 0 && row < geometry.rows;
    return inside ? { panel: this.panel, row, column } : null;
  }

  protected override updated(): void {
    const { heatmap } = this;
    const canvas = this.renderRoot.querySelector('canvas');
    const context = canvas?.getContext('2d') ?? null;
    if (heatmap === null || canvas === null || context === null) return;
    const { chart, shades } = (this.#theme ??= this.#readTheme());
    context.font = chart.font;
    const geometry = layOut(heatmap, this.panel, context, this.width || 640);
    this.#geometry = geometry;
    const [width, height] = [widthOf(geometry), heightOf(geometry)];
    const ratio = Math.min(devicePixelRatio, maxPixels / Math.max(width, height));
    // A canvas that is given a size is empty, and has lost its font.
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.setProperty('inline-size', `${width}px`);
    canvas.style.setProperty('block-size', `${height}px`);
    context.scale(ratio, ratio);
    context.font = chart.font;
    const { panel, highlighted } = this;
    const drawing = { context, heatmap, panel, geometry, chart, shades, highlighted };
    drawHeads(drawing);
    drawCells(drawing);
    this.#placeCell(geometry);
  }

  #readTheme() {
    const chart = readTheme(this.renderRoot as ShadowRoot);
    const probe = document.createElement('span');
    probe.hidden = true;
    this.renderRoot.append(probe);
    const style = getComputedStyle(probe);
    const shades = Array.from({ length: shadeCount }, (_, step) => {
      probe.style.color = rampCss(step / (shadeCount - 1)).fill;
      return style.color;
    });
    probe.remove();
    return { chart, shades };
  }

  /** The cell that Tab reaches lies over its picture. */
  #placeCell(geometry: Geometry): void {
    const { row, column } = this.#place;
    const { x, y, width, height } = boxOf(geometry, row, column);
    const style = this.renderRoot.querySelector<HTMLElement>('.at')?.style;
    style?.setProperty('inset-inline-start', `${x}px`);
    style?.setProperty('inset-block-start', `${y}px`);
    style?.setProperty('inline-size', `${width}px`);
    style?.setProperty('block-size', `${height}px`);
  }
}

define('a2-dense-cells', A2DenseCells);

declare global {
  interface HTMLElementEventMap {
    'a2-dense-cell': DenseCellEvent;
  }

  interface HTMLElementTagNameMap {
    'a2-dense-cells': A2DenseCells;
  }
}
