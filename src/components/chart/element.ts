import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { describe, reading, xText } from '../../charts/describe.ts';
import { LineChart, type ChartView } from '../../charts/line-chart.ts';
import { lastIndex, type ChartModel, type ChartSpec, type ScaleKind } from '../../charts/model.ts';
import { readTheme, type ChartTheme } from '../../charts/theme.ts';
import { base, buttons, disclosures, seriesColours, tables } from '../../styles/shared.ts';
import { define } from '../define.ts';
import { dataTable } from './data-table.ts';
import { entryTops, fitsBeside, gutterWidth, legendEntries, lineNames } from './legend.ts';
import { movedCursor } from './cursor.ts';
import { columnHeads, legendItem, lineKey, scaleButtons } from './parts.ts';
import { chartStyles, plotStyles } from './styles.ts';
import { ThemeController } from './theme-controller.ts';

/** From this width on, labels stand at the lines' ends. */
const besideFrom = 560;
const noLines: ReadonlySet<string> = new Set();

/**
 * @summary A line chart with its legend, reading line, summary and table. Its size is the same
 * before, while and after data comes.
 *
 * @csspart figure - the frame around everything
 * @csspart plot - the focusable plot; arrow keys read it
 * @cssproperty --a2-series-0…7 - colours of the series
 */
export class A2Chart extends LitElement {
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
    cursor: { state: true },
    kind: { state: true },
    hiddenGroups: { state: true },
    open: { state: true },
    beside: { state: true },
  };

  declare spec: ChartSpec | null;
  declare model: ChartModel | null;
  /** What is being waited for, in place of the promise of the empty chart; '' for nothing. */
  declare pending: string;
  /** "stand-in data, not FashionMNIST", or '' for real data. */
  declare standIn: string;
  /** The group that is set off; the others' lines are drawn pale. Null for none. */
  declare highlighted: string | null;
  declare protected cursor: number | null;
  declare protected kind: ScaleKind | null;
  declare protected hiddenGroups: ReadonlySet<string>;
  declare protected open: boolean;
  declare protected beside: boolean;

  #chart: LineChart | null = null;
  #theme: ChartTheme | null = null;
  #width = 0;
  #visible = false;
  #dirty = false;
  #drawing: ReturnType<typeof setTimeout> | null = null;
  #resizes: ResizeObserver | null = null;
  #sights: IntersectionObserver | null = null;

  constructor() {
    super();
    this.spec = null;
    this.model = null;
    this.pending = '';
    this.standIn = '';
    this.highlighted = null;
    this.cursor = null;
    this.kind = null;
    this.hiddenGroups = noLines;
    this.open = false;
    this.beside = true;
    new ThemeController(this, () => {
      this.#theme = null;
      this.#drawSoon();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sights = new IntersectionObserver(
      (entries) => {
        this.#visible = entries.at(-1)?.isIntersecting ?? false;
        if (this.#visible && this.#dirty) this.#drawSoon();
      },
      { rootMargin: '300px' },
    );
    this.#sights.observe(this);
    this.#resizes = new ResizeObserver((entries) => {
      const width = Math.floor(entries.at(-1)?.contentRect.width ?? 0);
      if (width === 0 || width === this.#width) return;
      this.#width = width;
      this.requestUpdate();
    });
    this.#resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sights?.disconnect();
    this.#resizes?.disconnect();
    if (this.#drawing !== null) clearTimeout(this.#drawing);
    this.#drawing = null;
    this.#chart?.destroy();
    this.#chart = null;
  }

  get #scale(): ScaleKind {
    return this.kind ?? this.spec?.scale ?? 'linear';
  }

  get #height(): number {
    return this.#width < 420 ? 220 : 250;
  }

  /** Width of the column in which labels stand at the lines' ends. */
  get #gutter(): number {
    return this.model === null ? 0 : gutterWidth(this.model);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const groups = this.model?.groups.length ?? 0;
    // The observer tells a frame later, which would show as a jump.
    if (this.#width === 0) this.#width = this.clientWidth;
    this.beside = this.#width >= besideFrom && groups > 0 && fitsBeside(groups, this.#height);
    if (changed.has('spec') && changed.get('spec')?.id !== this.spec?.id) {
      this.cursor = null;
      this.kind = null;
      this.hiddenGroups = noLines;
    }
    if (this.cursor !== null && this.model !== null && this.cursor > lastIndex(this.model.lines)) {
      this.cursor = null;
    }
  }

  protected override updated(): void {
    const figure = this.renderRoot.querySelector<HTMLElement>('figure');
    figure?.style.setProperty('--gutter', `${this.#gutter}px`);
    if (this.#chart === null) this.#placeLegend();
    this.#drawSoon();
  }

  /** Several charts change at once; each drawing is a task of its own, so that none is long. */
  #drawSoon(): void {
    this.#drawing ??= setTimeout(() => {
      this.#drawing = null;
      this.#draw();
    });
  }

  #view(spec: ChartSpec, model: ChartModel): ChartView {
    this.#theme ??= readTheme(this.renderRoot as ShadowRoot);
    return {
      spec,
      model,
      kind: this.#scale,
      hidden: this.hiddenGroups,
      highlighted: this.highlighted,
      theme: this.#theme,
      // The figure's own padding and border.
      width: Math.max(120, this.#width - 31 - (this.beside ? this.#gutter : 0)),
      height: this.#height,
    };
  }

  #draw(): void {
    const { spec, model } = this;
    if (spec === null || model === null || !this.isConnected || this.#width === 0) return;
    this.#dirty = !this.#visible;
    if (!this.#visible) return;
    const view = this.#view(spec, model);
    if (this.#chart === null) {
      const host = this.renderRoot.querySelector<HTMLElement>('.plot');
      if (host === null) return;
      this.#chart = new LineChart(host, view, {
        onCursor: (index) => {
          this.cursor =
            index !== null && index <= lastIndex(this.model?.lines ?? []) ? index : null;
        },
      });
    } else {
      this.#chart.update(view);
    }
    this.#placeLegend();
  }

  /** Labels follow their lines, but not while a pointer is about to press one. */
  #placeLegend(): void {
    const legend = this.renderRoot.querySelector<HTMLElement>('.legend');
    if (legend === null || this.model === null) return;
    const items = [...legend.querySelectorAll<HTMLElement>('li')];
    if (!this.beside) {
      for (const item of items) item.style.transform = '';
      return;
    }
    if (legend.matches(':hover') && items[0]?.style.transform !== '') return;
    const ids = this.model.groups.map((group) => group.id);
    const tops = entryTops(ids, this.#chart?.ends() ?? new Map(), this.#height);
    items.forEach((item, index) => {
      item.style.transform = `translateY(${Math.round(tops[index] ?? 0)}px)`;
    });
  }

  #onKey(event: KeyboardEvent): void {
    if (this.model === null) return;
    const end = lastIndex(this.model.lines);
    const next = movedCursor(event.key, this.cursor, end);
    if (next === undefined) return;
    event.preventDefault();
    this.cursor = next;
    this.#chart?.setCursor(next);
  }

  #onBlur(): void {
    this.cursor = null;
    this.#chart?.setCursor(null);
  }

  #toggle(id: string): void {
    const hidden = new Set(this.hiddenGroups);
    if (!hidden.delete(id)) hidden.add(id);
    this.hiddenGroups = hidden;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { spec, model } = this;
    if (spec === null || model === null) return nothing;
    const names = lineNames(model);
    const index = this.cursor ?? lastIndex(model.lines);
    return html`
      <figure part="figure" aria-labelledby="title" class=${this.beside ? 'beside' : ''}>
        <figcaption>
          <h3 id="title">${spec.title}</h3>
          ${names.length > 1 ? lineKey(model) : nothing}
          ${this.standIn === '' ? nothing : html`<span class="stand-in">${this.standIn}</span>`}
          ${
            spec.switchable
              ? scaleButtons(spec.title, this.#scale, (kind) => (this.kind = kind))
              : nothing
          }
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
          ${this.#plot(spec, model, index)}
          ${index < 0 ? html`<p class="promise">${this.#waiting(spec)}</p>` : nothing}
          ${this.beside || names.length < 2 ? nothing : html`<p class="flow-head">${columnHeads(names)}</p>`}
          <ul class="legend ${this.beside ? '' : 'flow'}" aria-label="Lines of ${spec.title}">
            ${legendEntries(spec, model, this.cursor ?? -1).map((entry) =>
              legendItem(entry, names, !this.hiddenGroups.has(entry.id), () => {
                this.#toggle(entry.id);
              }),
            )}
          </ul>
        </div>
        <div class="foot">
          <p class="summary" id="summary">${describe(spec, model)}</p>
          <details @toggle=${this.#onDetails} ?hidden=${index < 0}>
            <summary>Show as table</summary>
            ${this.open ? dataTable(spec, model) : nothing}
          </details>
        </div>
      </figure>
    `;
  }

  /**
   * A slider in the sense of ARIA: its position is the x that is read, and moving it makes screen
   * readers say every line's value there (`aria-valuetext`), as a live region would.
   */
  #plot(spec: ChartSpec, model: ChartModel, index: number): TemplateResult {
    const filled = index >= 0;
    const end = lastIndex(model.lines);
    return html`
      <div
        class="plot"
        part="plot"
        role=${filled ? 'slider' : 'img'}
        tabindex=${filled ? '0' : nothing}
        aria-label=${
          filled ? `${spec.title}: read with the arrow keys` : `${spec.title}, still empty`
        }
        aria-describedby="summary"
        aria-valuemin=${filled ? (model.x[0] ?? 0) : nothing}
        aria-valuemax=${filled ? (model.x[end] ?? 0) : nothing}
        aria-valuenow=${filled ? (model.x[index] ?? 0) : nothing}
        aria-valuetext=${filled ? reading(spec, model, index) : nothing}
        @keydown=${this.#onKey}
        @blur=${this.#onBlur}
      ></div>
    `;
  }

  #waiting(spec: ChartSpec): TemplateResult {
    return html`<span>${this.pending === '' ? spec.promise : this.pending}</span>`;
  }

  #onDetails(event: Event): void {
    this.open = (event.currentTarget as HTMLDetailsElement).open;
  }
}

define('a2-chart', A2Chart);

declare global {
  interface HTMLElementTagNameMap {
    'a2-chart': A2Chart;
  }
}
