import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../deferred-element.ts';
import { guard } from 'lit/directives/guard.js';
import type { Axis } from '../../../document/schema.ts';
import { fractionDone } from '../../../lab/estimate.ts';
import { Latest } from '../../../base/latest.ts';
import type { TrialState } from '../../../lab/state.ts';
import { base } from '../../styles/shared.ts';
import { columnsOf, type Column } from '../../../text/columns.ts';
import { define } from '../define.ts';
import { HighlightEvent } from '../highlight-event.ts';
import { icon } from '../icons.ts';
import '../full-screen/element.ts';
import '../save-menu/element.ts';
import { rampCss } from '../../../figures/heatmap/colour.ts';
import { heatmapCsv, heatmapSvg } from '../../../figures/heatmap/export.ts';
import {
  drawnCell,
  heatmapOf,
  rowHead,
  trialAt,
  type Heatmap,
} from '../../../figures/heatmap/cells.ts';
import {
  filledGrid,
  gridLayout,
  metricsOf,
  type GridLayout,
  type Cell,
  type Grid,
  type CellIndex,
} from '../../../figures/heatmap/grid.ts';
import { cellOf, nextCell, cellIndexOf, isSameCell } from '../../../figures/heatmap/moves.ts';
import './dense.ts';
import type { DenseCellEvent } from './dense.ts';
import { figureStyles, heatmapStyles } from './styles.ts';
import { chooser, legend, symbol, tableHead } from './parts.ts';
import { choiceText, readingOf } from '../../../figures/heatmap/text.ts';

/** With more cells than this, they are drawn on a canvas without their figures. */
const maxCells = 400;

const isDense = ({ panels, columns }: Grid): boolean =>
  panels.reduce((sum, { rows }) => sum + rows.length, 0) * columns.heads.length > maxCells;

/**
 * @summary The cells of a grid search, filled in as trials finish. Arrow keys move between them,
 * Enter highlights one on the whole page.
 *
 * @event a2-highlight - a cell was selected or deselected; `trial` is its id or null
 */
export class A2Heatmap extends DeferredElement {
  static override styles = [base, figureStyles, heatmapStyles];

  static override properties = {
    trials: { attribute: false },
    axes: { attribute: false },
    standIn: { attribute: false },
    highlighted: { attribute: false },
    experiment: { attribute: false },
    metric: { state: true },
    choices: { state: true },
    at: { state: true },
    pointed: { state: true },
  };

  declare trials: readonly TrialState[];
  declare axes: readonly Axis[];
  /** "stand-in data, not FashionMNIST", or '' for real data. */
  declare standIn: string;
  /** The id of the trial that the page highlights. */
  declare highlighted: string | null;
  /** First in the names of saved files. */
  declare experiment: string;
  /** The key of the figure shown; null for the first that can be ranked. */
  declare protected metric: string | null;
  declare protected choices: ReadonlyMap<string, number>;
  /** The one cell that Tab reaches. */
  declare protected at: CellIndex;
  /** The cell under the pointer or with the focus. */
  declare protected pointed: CellIndex | null;

  readonly #layout = new Latest<GridLayout | null>();
  readonly #made = new Latest<Heatmap | null>();
  /** Each cell's custom properties, so that only changes are written. */
  readonly #painted = new WeakMap<HTMLElement, string>();

  constructor() {
    super();
    this.trials = [];
    this.axes = [];
    this.standIn = '';
    this.highlighted = null;
    this.experiment = '';
    this.metric = null;
    this.choices = new Map();
    this.at = { panel: 0, row: 0, column: 0 };
    this.pointed = null;
  }

  /** The heatmap as a standalone picture on light paper; '' if there is no grid. */
  svg(): string {
    const heatmap = this.#heatmap();
    return heatmap === null ? '' : heatmapSvg(heatmap, this.standIn);
  }

  /** The cells as CSV: rows, columns and figures at full precision; '' if there is no grid. */
  csv(): string {
    const heatmap = this.#heatmap();
    return heatmap === null ? '' : heatmapCsv(heatmap);
  }

  #heatmap(): Heatmap | null {
    const { trials, axes, choices } = this;
    return this.#made.of([trials, axes, choices, this.metric], () => {
      const plans = trials.map(({ plan }) => plan);
      const layout = this.#layout.of([axes, choices, ...plans], () =>
        gridLayout(plans, axes, choices),
      );
      const metric = this.#metric();
      if (layout === null || metric === undefined) return null;
      return heatmapOf(trials, filledGrid(layout, trials), metric);
    });
  }

  #metrics(): Column[] {
    return metricsOf(columnsOf(this.trials, this.axes), this.axes);
  }

  #metric(): Column | undefined {
    const metrics = this.#metrics();
    return (
      metrics.find(({ key }) => key === this.metric) ??
      metrics.find(({ better }) => better !== null) ??
      metrics[0]
    );
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('axes')) return;
    this.at = { panel: 0, row: 0, column: 0 };
    this.pointed = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const heatmap = this.#heatmap();
    if (heatmap === null) return nothing;
    const { grid, metric, scale, best } = heatmap;
    return html`
      <figure aria-labelledby="title" aria-describedby="choice">
        <figcaption>
          <h3 id="title">${metric.head}, cell by cell</h3>
          ${this.standIn === '' ? nothing : html`<span class="stand-in">${this.standIn}</span>`}
          <span class="choices">${this.#choosers(grid)}${this.#metricChooser(metric)}</span>
        </figcaption>
        <div class="body">
          <div class="panels">${grid.panels.map((_, index) => this.#panel(heatmap, index))}</div>
          <div class="under">
            ${legend(metric, scale)}
            <p class="reading">${this.#reading(heatmap)}</p>
            <p class="choice soft" id="choice">
              ${choiceText(this.trials, metric, best, this.#metrics())}
            </p>
            <div class="files">
              <a2-save-menu
                subject="${metric.head}, cell by cell"
                chart="heatmap-${metric.key}"
                .experiment=${this.experiment}
                .csv=${() => this.csv()}
                .svg=${() => this.svg()}
              ></a2-save-menu>
              <a2-full-screen
                .subject=${`${metric.head}, cell by cell`}
                .figure=${this}
              ></a2-full-screen>
            </div>
          </div>
        </div>
      </figure>
    `;
  }

  #metricChooser({ key }: Column): TemplateResult {
    const metrics = this.#metrics();
    const at = metrics.findIndex((metric) => metric.key === key);
    const heads = metrics.map(({ head }) => head);
    return chooser('Figure', heads, at, (index) => (this.metric = metrics[index]?.key ?? null));
  }

  /** One for each axis that is neither rows nor columns nor laid out in panels. */
  #choosers({ chosen }: Grid): TemplateResult[] {
    return chosen.map(({ path, name, heads }) =>
      chooser(
        name,
        heads.map(({ label }) => label),
        this.choices.get(path) ?? 0,
        (index) => (this.choices = new Map([...this.choices, [path, index]])),
      ),
    );
  }

  #panel(heatmap: Heatmap, index: number): TemplateResult {
    const { grid, metric } = heatmap;
    const { label, rows } = grid.panels[index]!;
    if (isDense(grid)) return this.#dense(heatmap, index);
    return html`
      <div class="panel">
        ${label === '' ? nothing : html`<h4>${label}</h4>`}
        <div class="scroll">
          <table
            role="grid"
            aria-label=${label === '' ? metric.head : `${metric.head}, ${label}`}
            @click=${this.#onClick}
            @keydown=${this.#onKey}
            @focusin=${this.#onPoint}
            @pointerover=${this.#onPoint}
            @focusout=${this.#onLeave}
            @pointerleave=${this.#onLeave}
          >
            ${tableHead(grid)}
            <tbody>
              ${rows.map(
                (cells, row) => html`
                  <tr>
                    <th scope="row">${rowHead(heatmap, row)}</th>
                    ${cells.map((cell, column) =>
                      this.#cell(heatmap, cell, { panel: index, row, column }),
                    )}
                  </tr>
                `,
              )}
            </tbody>
          </table>
        </div>
      </div>
    `;
  }

  #dense(heatmap: Heatmap, index: number): TemplateResult {
    const { grid } = heatmap;
    const { label } = grid.panels[index]!;
    const names = [grid.rows?.name, grid.columns.name].filter((name) => name !== undefined);
    return html`
      <div class="panel dense">
        ${label === '' ? nothing : html`<h4>${label}</h4>`}
        <p class="small soft">${names.join(' (rows) × ')}${names.length > 1 ? ' (columns)' : ''}</p>
        <a2-dense-cells
          .heatmap=${heatmap}
          .panel=${index}
          .highlighted=${this.highlighted}
          .at=${this.at}
          .keys=${this.#onKey}
          @a2-dense-cell=${this.#onDense}
        ></a2-dense-cells>
      </div>
    `;
  }

  readonly #onDense = ({ place, pressed }: DenseCellEvent): void => {
    this.pointed = place;
    if (place === null || !pressed) return;
    this.at = place;
    this.#toggle(place);
  };

  #cell(heatmap: Heatmap, { trial }: Cell, place: CellIndex): unknown {
    const { metric, scale } = heatmap;
    const { text, value, isBest } = drawnCell(heatmap, trial);
    const id = trial?.plan.id ?? '';
    const selected = trial !== null && this.highlighted === id;
    const reachable = isSameCell(place, this.at);
    // Of hundreds of cells only a few change at a time.
    return guard([trial, metric.key, isBest, selected, reachable, scale?.place(value ?? 0)], () => {
      const classes = [
        trial === null ? 'none' : value === null ? trial.status : 'valued',
        isBest ? 'is-best' : '',
      ];
      return html`<td
        class=${classes.join(' ')}
        tabindex=${reachable ? 0 : -1}
        aria-selected=${selected ? 'true' : 'false'}
        aria-label=${readingOf(heatmap, place)}
        data-place="${place.panel} ${place.row} ${place.column}"
      >
        <span class="figure">${symbol(trial)}${text}</span>
        ${isBest ? html`<span class="best">${icon('best')} best</span>` : nothing}
      </td>`;
    });
  }

  /** A strict content policy allows no style attributes, so colours are set here. */
  protected override updated(): void {
    const heatmap = this.#heatmap();
    if (heatmap === null || isDense(heatmap.grid)) return;
    for (const td of this.renderRoot.querySelectorAll<HTMLElement>('td[data-place]')) {
      const trial = trialAt(heatmap.grid, cellIndexOf(td));
      const { place } = drawnCell(heatmap, trial);
      const done = trial?.status === 'running' ? fractionDone(trial).toFixed(3) : '0';
      const painted = `${place ?? ''} ${done}`;
      if (this.#painted.get(td) === painted) continue;
      this.#painted.set(td, painted);
      td.style.setProperty('--done', done);
      if (place === null) continue;
      const { fill, text } = rampCss(place);
      td.style.setProperty('--fill', fill);
      td.style.setProperty('--text', text);
    }
  }

  #reading(heatmap: Heatmap): string {
    if (this.pointed !== null) return readingOf(heatmap, this.pointed);
    const { panels } = heatmap.grid;
    for (const [panel, { rows }] of panels.entries()) {
      for (const [row, cells] of rows.entries()) {
        const column = cells.findIndex(({ trial }) => trial?.plan.id === this.highlighted);
        if (column !== -1) return `Set off: ${readingOf(heatmap, { panel, row, column })}`;
      }
    }
    return 'Click a cell to highlight its curves, its line and its row.';
  }

  #trialAt(place: CellIndex): TrialState | null {
    const grid = this.#heatmap()?.grid;
    return grid === undefined ? null : trialAt(grid, place);
  }

  readonly #onClick = (event: Event): void => {
    const td = cellOf(event);
    if (td === null) return;
    this.at = cellIndexOf(td);
    this.#toggle(this.at);
  };

  #toggle(place: CellIndex): void {
    const id = this.#trialAt(place)?.plan.id;
    if (id === undefined) return;
    this.dispatchEvent(new HighlightEvent(id === this.highlighted ? null : id));
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const td = cellOf(event);
    const grid = this.#heatmap()?.grid;
    if (td === null || grid === undefined) return;
    const place = cellIndexOf(td);
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#toggle(place);
      return;
    }
    if (event.key === 'Escape' && this.highlighted !== null) {
      event.preventDefault();
      this.dispatchEvent(new HighlightEvent(null));
      return;
    }
    const next = nextCell(event.key, event.ctrlKey, place, grid);
    if (next === null) return;
    event.preventDefault();
    this.at = next;
    void this.updateComplete.then(() => {
      const { panel, row, column } = next;
      const dense = this.renderRoot.querySelectorAll('a2-dense-cells')[panel];
      if (dense !== undefined) return dense.updateComplete.then(() => dense.focus());
      const target = `td[data-place="${panel} ${row} ${column}"]`;
      this.renderRoot.querySelector<HTMLElement>(target)?.focus();
      return undefined;
    });
  };

  readonly #onPoint = (event: Event): void => {
    const td = cellOf(event);
    this.pointed = td === null ? null : cellIndexOf(td);
    if (event.type === 'focusin' && td !== null) this.at = cellIndexOf(td);
  };

  readonly #onLeave = (): void => {
    this.pointed = null;
  };
}

define('a2-heatmap', A2Heatmap);

declare global {
  interface HTMLElementTagNameMap {
    'a2-heatmap': A2Heatmap;
  }
}
