import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../deferred-element.ts';
import { xText } from '../../../figures/charts/describe.ts';
import type { ChartView, LineChart } from '../../../figures/charts/line-chart.ts';
import {
  lastIndex,
  type ChartModel,
  type ChartSpec,
  type ScaleKind,
} from '../../../figures/charts/model.ts';
import type { ChartTheme } from '../../../figures/charts/chart-theme.ts';
import {
  fitted,
  isZoomable,
  windowKey,
  zoomedBy,
  type XWindow,
} from '../../../figures/charts/window.ts';
import { base, buttons } from '../../styles/shared.ts';
import { disclosures } from '../../styles/disclosures.ts';
import { seriesColours } from '../../styles/series-colours.ts';
import { tables } from '../../styles/tables.ts';
import { define } from '../define.ts';
import type { MakeText } from '../save-menu/element.ts';
import { legendEntries, lineNames } from '../../../figures/charts/legend.ts';
import { fitsBeside, gutterWidth, placeLegend } from './legend.ts';
import { movedCursor } from './cursor.ts';
import { columnHeads, legendItem, lineKey, type Zoom } from './parts.ts';
import { PlotController } from './plot-controller.ts';
import { ShownCache, nearest, type Shown } from './shown.ts';
import { plotStyles } from './plot-styles.ts';
import { chartStyles } from './styles.ts';
import { controls, foot, plotArea, emptyText } from './template.ts';

/** From this width on, labels stand at the lines' ends. */
const besideFrom = 560;
/** The share of the width that they may take; with longer ones the legend stands below. */
const besideUpTo = 0.4;
const noLines: ReadonlySet<string> = new Set();

/**
 * @summary A line chart with legend, cursor, summary and table. Its size does not change as data arrives.
 *
 * @csspart figure - the frame around everything
 * @csspart plot - the focusable plot; arrow keys read it
 * @cssproperty --a2-series-0…7 - colours of the series
 */
export class A2Chart extends DeferredElement {
  static override styles = [
    base,
    buttons,
    disclosures,
    tables,
    seriesColours,
    plotStyles,
    chartStyles,
  ];

  static override properties = {
    spec: { attribute: false },
    model: { attribute: false },
    pending: { attribute: false },
    standIn: { attribute: false },
    highlighted: { attribute: false },
    detail: { attribute: false },
    experiment: { attribute: false },
    csv: { attribute: false },
    cursor: { state: true },
    kind: { state: true },
    window: { state: true },
    leaveOut: { state: true },
    hiddenGroups: { state: true },
    open: { state: true },
    beside: { state: true },
  };

  declare spec: ChartSpec | null;
  declare model: ChartModel | null;
  /** What the chart is waiting for, shown in place of its empty text; '' for nothing. */
  declare pending: string;
  /** "stand-in data, not FashionMNIST", or '' for real data. */
  declare standIn: string;
  /** The highlighted group, null for none; the other groups' lines are drawn pale. */
  declare highlighted: string | null;
  /** The model of a range of x, if it has more points there than the whole model. */
  declare detail: ((window: XWindow) => ChartModel) | null;
  /** First in the names of saved files. */
  declare experiment: string;
  /** All measured values; if null, the model's own numbers are saved. */
  declare csv: MakeText | null;
  /** An index into the visible x. */
  declare protected cursor: number | null;
  declare protected kind: ScaleKind | null;
  /** The visible range of x; null for all. */
  declare protected window: XWindow | null;
  declare protected leaveOut: boolean;
  declare protected hiddenGroups: ReadonlySet<string>;
  declare protected open: boolean;
  declare protected beside: boolean;

  readonly #plotting = new PlotController(this, {
    view: (theme) => (this.#shown === null ? null : this.#view(this.#shown, theme)),
    events: {
      onCursor: (index) => {
        const end = lastIndex(this.#shown?.model.lines ?? []);
        this.cursor = index !== null && index <= end ? index : null;
      },
      onSelect: (from, to) => {
        if (this.spec !== null) this.#showRange(fitted(this.spec.xRange, from, to), null);
      },
    },
    drawn: (chart) => {
      // A cursor moved by keyboard stays at its x when the visible range changes.
      if (this.renderRoot.querySelector('.plot:focus') !== null) chart.setCursor(this.cursor);
      this.#placeLegend(chart);
    },
  });
  readonly #shownCache = new ShownCache();
  #shown: Shown | null = null;
  /** The x to restore the cursor to after the visible range changes. */
  #cursorX: number | null = null;
  constructor() {
    super();
    this.spec = null;
    this.model = null;
    this.pending = '';
    this.standIn = '';
    this.highlighted = null;
    this.detail = null;
    this.experiment = '';
    this.csv = null;
    this.cursor = null;
    this.kind = null;
    this.window = null;
    this.leaveOut = false;
    this.hiddenGroups = noLines;
    this.open = false;
    this.beside = true;
  }

  get #scale(): ScaleKind {
    return this.kind ?? this.spec?.scale ?? 'linear';
  }

  get #zoomable(): boolean {
    return this.spec !== null && isZoomable(this.spec);
  }

  get #height(): number {
    const { width } = this.#plotting;
    if (this.matches(':fullscreen')) return Math.max(220, innerHeight - (width < 700 ? 300 : 230));
    return width < 420 ? 220 : 250;
  }

  /** Width of the column for the labels at the lines' ends. */
  get #gutter(): number {
    return this.model === null ? 0 : gutterWidth(this.model);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const groups = this.model?.groups.length ?? 0;
    const { width } = this.#plotting;
    const fits = fitsBeside(groups, this.#height) && this.#gutter <= besideUpTo * width;
    this.beside = width >= besideFrom && groups > 0 && fits;
    const before = changed.get('spec');
    if (changed.has('spec') && before?.id !== this.spec?.id) {
      this.kind = null;
      this.window = null;
      this.leaveOut = false;
      this.hiddenGroups = noLines;
    }
    if (before && String(before.xRange) !== String(this.spec?.xRange)) this.window = null;
    const { spec, model, detail, window, leaveOut, hiddenGroups: hidden } = this;
    const looking = { kind: this.#scale, window, hidden, leaveOut };
    this.#shown = this.#shownCache.at(spec, model, detail, looking);
    if (this.#cursorX !== null) {
      const at = nearest(this.#shown?.model.x ?? [], this.#cursorX);
      this.cursor = at < 0 ? null : at;
      this.#cursorX = null;
    }
    if (this.cursor !== null && this.cursor > lastIndex(this.#shown?.model.lines ?? [])) {
      this.cursor = null;
    }
  }

  protected override updated(): void {
    const figure = this.renderRoot.querySelector<HTMLElement>('figure');
    figure?.style.setProperty('--gutter', `${this.#gutter}px`);
    figure?.style.setProperty('--plot', `${this.#height}px`);
    if (this.#plotting.chart === null) this.#placeLegend(null);
    this.#plotting.drawSoon();
  }

  #view({ spec, model, range }: Shown, theme: ChartTheme): ChartView {
    return {
      spec,
      model,
      range,
      zoomable: this.#zoomable,
      kind: this.#scale,
      hidden: this.hiddenGroups,
      highlighted: this.highlighted,
      theme,
      // The figure's own padding and border.
      width: Math.max(120, this.#plotting.width - 31 - (this.beside ? this.#gutter : 0)),
      height: this.#height,
    };
  }

  #placeLegend(chart: LineChart | null): void {
    const legend = this.renderRoot.querySelector<HTMLElement>('.legend');
    if (legend === null || this.model === null) return;
    placeLegend(legend, this.model, this.beside, chart?.ends() ?? new Map(), this.#height);
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const { spec } = this;
    if (spec === null || this.#shown === null) return;
    const { model } = this.#shown;
    if (this.#zoomable) {
      const x = this.cursor === null ? null : (model.x[this.cursor] ?? null);
      const window = windowKey(event, spec.xRange, this.window, x);
      if (window !== undefined) {
        event.preventDefault();
        this.#showRange(window, x);
        return;
      }
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = movedCursor(event.key, this.cursor, lastIndex(model.lines));
    if (next === undefined) return;
    event.preventDefault();
    this.cursor = next;
    this.#plotting.chart?.setCursor(next);
  };

  /** @param keep the x to keep the cursor at, null for none */
  #showRange(window: XWindow | null, keep: number | null): void {
    this.window = window;
    this.cursor = null;
    this.#cursorX =
      keep !== null && (window === null || (keep >= window[0] && keep <= window[1])) ? keep : null;
  }

  #zoom(how: Zoom): void {
    const { spec, window } = this;
    if (spec === null) return;
    this.#showRange(
      how === 'whole' ? null : zoomedBy(spec.xRange, window, how === 'in' ? 0.5 : 2, null),
      null,
    );
  }

  readonly #onBlur = (): void => {
    this.cursor = null;
    this.#plotting.chart?.setCursor(null);
  };

  #toggle(id: string): void {
    const hidden = new Set(this.hiddenGroups);
    if (!hidden.delete(id)) hidden.add(id);
    this.hiddenGroups = hidden;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { spec } = this;
    const shown = this.#shown;
    if (spec === null || shown === null) return nothing;
    const { model } = shown;
    const names = lineNames(model);
    const index = this.cursor ?? lastIndex(model.lines);
    const empty = lastIndex(this.model?.lines ?? []) < 0;
    return html`
      <figure part="figure" aria-labelledby="title" class=${this.beside ? 'beside' : ''}>
        <figcaption>
          <h3 id="title">${spec.title}</h3>
          ${names.length > 1 ? lineKey(model) : nothing}
          ${this.standIn === '' ? nothing : html`<span class="stand-in">${this.standIn}</span>`}
          ${controls(spec, shown, {
            kind: this.#scale,
            window: this.window,
            zoomable: this.#zoomable,
            leaveOut: this.leaveOut,
            choose: (kind) => (this.kind = kind),
            zoom: (how) => this.#zoom(how),
            toggleOutliers: () => (this.leaveOut = !this.leaveOut),
          })}
        </figcaption>
        <div class="heads">
          <span>${spec.yLabel}${index < 0 ? '' : ` · at ${xText(spec, model.x[index] ?? 0)}`}</span>
          ${
            this.beside && names.length > 1
              ? html`<span class="values" aria-hidden="true"
                  >${names.map((name) => html`<span>${name}</span>`)}</span
                >`
              : nothing
          }
        </div>
        <div class="stage">
          ${plotArea(spec, shown, index, {
            window: this.window,
            zoomable: this.#zoomable,
            onKey: this.#onKey,
            onBlur: this.#onBlur,
            onDoubleClick: this.#onDoubleClick,
          })}
          ${index < 0 ? html`<p class="promise">${emptyText(spec, this.window, this.pending)}</p>` : nothing}
          ${this.beside || names.length < 2 ? nothing : html`<p class="flow-head">${columnHeads(names)}</p>`}
          <ul class="legend ${this.beside ? '' : 'flow'}" aria-label="Lines of ${spec.title}">
            ${legendEntries(spec, model, this.cursor ?? -1).map((entry) =>
              legendItem(entry, names, !this.hiddenGroups.has(entry.id), () => {
                this.#toggle(entry.id);
              }),
            )}
          </ul>
        </div>
        ${foot(spec, shown, {
          window: this.window,
          zoomable: this.#zoomable,
          emptyHere: index < 0,
          empty,
          tableOpen: this.open,
          onTable: this.#onDetails,
          experiment: this.experiment,
          figure: this,
          csv: this.csv ?? (() => this.#modelCsv()),
          svg: () => this.#svg(),
        })}
      </figure>
    `;
  }

  readonly #onDoubleClick = (): void => {
    if (this.window !== null) this.#showRange(null, null);
  };

  async #svg(): Promise<string> {
    const { spec, window, leaveOut } = this;
    const shown = this.#shown;
    if (spec === null || shown === null) throw new Error('there is no chart yet');
    const { chartSvg } = await import('../../../figures/charts/svg.ts');
    const { hiddenGroups: hidden, standIn: warning } = this;
    return chartSvg(spec, shown.model, { kind: this.#scale, hidden, window, leaveOut, warning });
  }

  async #modelCsv(): Promise<string> {
    const { modelCsv } = await import('./model-csv.ts');
    const { spec, model } = this;
    return spec === null || model === null ? '' : modelCsv(spec, model);
  }

  readonly #onDetails = (event: Event): void => {
    this.open = (event.currentTarget as HTMLDetailsElement).open;
  };
}

define('a2-chart', A2Chart);

declare global {
  interface HTMLElementTagNameMap {
    'a2-chart': A2Chart;
  }
}
