import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { DeferredElement } from '../deferred-element.ts';
import { guard } from 'lit/directives/guard.js';
import { trialStyle } from '../../../figures/charts/palette.ts';
import type { Axis } from '../../../document/schema.ts';
import { Latest } from '../../../base/latest.ts';
import { isComplete } from '../../../document/trial-status.ts';
import type { TrialState } from '../../../lab/state.ts';
import { base, buttons } from '../../styles/shared.ts';
import { disclosures } from '../../styles/disclosures.ts';
import { seriesColours } from '../../styles/series-colours.ts';
import { columnsOf, type Column } from '../../../text/columns.ts';
import { settingText } from '../../../text/labels.ts';
import { define } from '../define.ts';
import { rampCss } from '../../../figures/heatmap/colour.ts';
import { cellValue, metricsOf } from '../../../figures/heatmap/grid.ts';
import { chooser } from '../heatmap/parts.ts';
import { metricScale } from '../../../figures/heatmap/scale.ts';
import { figureStyles } from '../heatmap/styles.ts';
import { HighlightEvent } from '../highlight-event.ts';
import '../full-screen/element.ts';
import '../save-menu/element.ts';
import { serialise } from '../save-menu/serialise.ts';
import { footStyles } from '../save-menu/styles.ts';
import {
  dimensionsOf,
  type Dimension,
  type Limits,
} from '../../../figures/parallel-coordinates/dimensions.ts';
import { logLabel, spacingOf, tickGap } from '../../../figures/parallel-coordinates/spacing.ts';
import { limitFields } from './limit-fields.ts';
import {
  bundles,
  crossesOf,
  linesOf,
  nearest,
  pathOf,
  type Point,
} from '../../../figures/parallel-coordinates/lines.ts';
import { parallelStyles } from './styles.ts';
import { parallelCsv, summaryOf } from '../../../figures/parallel-coordinates/text.ts';

const layout = { height: 298, top: 42, bottom: 16 };
/** Above and below the plot on the full screen, in pixels. */
const aroundPlot = 190;
/** More lines than this are drawn thin. */
const thinLinesFrom = 60;
/** With more lines, those that look the same are drawn as one path. */
const maxElements = 200;
/** How far from a line a click may be, in pixels, where lines are not pressed themselves. */
const reach = 8;

/**
 * @summary Every trial as a line across its settings and figures. Limits on the axes, dragged or
 * typed, filter the lines.
 *
 * @event a2-highlight - a line was clicked; `trial` is its id, or null when it is deselected
 */
export class A2ParallelCoordinates extends DeferredElement {
  static override styles = [
    base,
    buttons,
    disclosures,
    seriesColours,
    figureStyles,
    parallelStyles,
    footStyles,
  ];

  static override properties = {
    trials: { attribute: false },
    axes: { attribute: false },
    standIn: { attribute: false },
    highlighted: { attribute: false },
    experiment: { attribute: false },
    limits: { state: true },
    typed: { state: true },
    colourBy: { state: true },
    width: { state: true },
  };

  declare trials: readonly TrialState[];
  declare axes: readonly Axis[];
  /** "stand-in data, not FashionMNIST", or '' for real data. */
  declare standIn: string;
  /** The id of the trial that the page highlights. */
  declare highlighted: string | null;
  /** First in the names of saved files. */
  declare experiment: string;
  declare protected limits: Limits;
  declare protected typed: ReadonlyMap<string, string>;
  /** The key of the figure that colours the lines; '' for the series' colours. */
  declare protected colourBy: string;
  declare protected width: number;

  readonly #known = new Latest<readonly Dimension[]>();
  #resizes: ResizeObserver | null = null;
  /** The axis and position where a drag began. */
  #drag: { readonly key: string; readonly from: number; moved: boolean } | null = null;

  constructor() {
    super();
    this.trials = [];
    this.axes = [];
    this.standIn = '';
    this.highlighted = null;
    this.experiment = '';
    this.limits = new Map();
    this.typed = new Map();
    this.colourBy = '';
    this.width = 0;
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

  get #height(): number {
    return this.matches(':fullscreen')
      ? Math.max(layout.height, innerHeight - aroundPlot)
      : layout.height;
  }

  get #plotHeight(): number {
    return this.#height - layout.top - layout.bottom;
  }

  readonly #y = (place: number): number => layout.top + (1 - place) * this.#plotHeight;

  /** The figure as a standalone picture, as shown; '' before it is drawn. */
  svg(): string {
    const drawn = this.renderRoot.querySelector<SVGSVGElement>('svg.plot');
    const figure = this.renderRoot.querySelector('figure');
    if (drawn === null || figure === null) return '';
    return serialise(drawn, getComputedStyle(figure).backgroundColor);
  }

  /** The lines as CSV, one trial per row, with whether it is within the limits. */
  csv(): string {
    return parallelCsv(this.trials, this.#dimensions(), this.limits);
  }

  #metrics(): Column[] {
    return metricsOf(columnsOf(this.trials, this.axes), this.axes);
  }

  #dimensions(): readonly Dimension[] {
    const metrics = this.#metrics();
    const ended = this.trials.filter(isComplete);
    return this.#known.of([this.axes, metrics.map(({ key }) => key).join(), ...ended], () =>
      dimensionsOf(this.trials, this.axes, metrics),
    );
  }

  protected override render(): TemplateResult | typeof nothing {
    const dimensions = this.#dimensions();
    if (dimensions.length < 2 || this.trials.length === 0) return nothing;
    // Without the figure's own padding and border.
    const { width, x: xOf } = spacingOf(dimensions, this.width - 31);
    const limited = [...this.limits.values()].some(
      ({ low, high }) => low !== null || high !== null,
    );
    const figures = this.#metrics().filter(({ better }) => better !== null);
    const main = figures.find(({ key }) => key === this.colourBy) ?? figures[0];
    return html`
      <figure aria-labelledby="title" aria-describedby="summary">
        <figcaption>
          <h3 id="title">Parallel coordinates, one line per trial</h3>
          ${this.standIn === '' ? nothing : html`<span class="stand-in">${this.standIn}</span>`}
          <span class="choices">${this.#colourChooser(figures)}</span>
        </figcaption>
        <div class="scroll" role="region" aria-label="Parallel coordinates" tabindex="0">
          <svg
            class="plot ${this.trials.length > thinLinesFrom ? 'many' : ''}"
            viewBox="0 0 ${width} ${this.#height}"
            height=${this.#height}
            role="img"
            aria-labelledby="title"
            aria-describedby="summary"
          >
            ${guard(this.#drawnFrom(width), () => this.#lines(dimensions, xOf))}
            ${dimensions.map((dimension, index) => this.#axis(dimension, xOf(index)))}
          </svg>
        </div>
        <div class="under">
          <p id="summary">${summaryOf(this.trials, dimensions, this.limits, main)}</p>
          <div class="foot">
            <details>
              <summary>Limit the lines</summary>
              <p class="soft">Or drag along an axis; click it once to remove its limits.</p>
              ${limitFields(dimensions, {
                limits: this.limits,
                typed: this.typed,
                set: (key, limit, typed) => {
                  this.limits = new Map([...this.limits, [key, limit]]);
                  this.typed = typed;
                },
              })}
              <button
                type="button"
                class="quiet"
                ?disabled=${!limited}
                @click=${() => {
                  this.limits = new Map();
                  this.typed = new Map();
                }}
              >
                Remove all limits
              </button>
            </details>
            <a2-save-menu
              subject="the parallel coordinates"
              chart="settings-and-figures"
              .experiment=${this.experiment}
              .csv=${() => this.csv()}
              .svg=${() => this.svg()}
            ></a2-save-menu>
            <a2-full-screen .subject=${'the parallel coordinates'} .figure=${this}></a2-full-screen>
          </div>
        </div>
      </figure>
    `;
  }

  protected override updated(): void {
    const plot = this.renderRoot.querySelector<SVGSVGElement>('svg.plot');
    plot?.style.setProperty('--least', `${plot.viewBox.baseVal.width}px`);
  }

  #colourChooser(figures: readonly Column[]): TemplateResult {
    const [first] = this.axes;
    const names = [first === undefined ? 'one' : settingText(first.path)];
    const keys = ['', ...figures.map(({ key }) => key)];
    names.push(...figures.map(({ head }) => head));
    return chooser('Colour by', names, keys.indexOf(this.colourBy), (index) => {
      this.colourBy = keys[index] ?? '';
    });
  }

  /** What the lines depend on; most updates during a run do not change it. */
  #drawnFrom(width: number): unknown[] {
    const { axes, highlighted, limits, colourBy } = this;
    const ended = this.trials.flatMap(({ plan, status }) => [plan, status]);
    return [axes, highlighted, limits, colourBy, width, this.#height, ...ended];
  }

  #lines(dimensions: readonly Dimension[], xOf: (index: number) => number): SVGTemplateResult[] {
    const { limits, highlighted } = this;
    const look = { limits, highlighted, colour: this.#colours(), x: xOf, y: this.#y };
    const lines = linesOf(this.trials, dimensions, look);
    const many = lines.length > maxElements;
    const press = (event: MouseEvent) => {
      const line = nearest(lines, ...this.#pointOf(event), many ? reach : Infinity);
      if (line !== null) this.dispatchEvent(new HighlightEvent(line.set ? null : line.id));
    };
    const drawn = many
      ? bundles(lines)
      : lines.map((line) => ({
          ...line,
          d: pathOf(line.points),
          crosses: crossesOf(line.edges),
        }));
    const paths = drawn.map(
      ({ d, crosses, classes, series, fill, inside }) =>
        svg`<g class="series-${series}">
          <path class=${classes} d=${d} stroke=${fill ?? nothing} />
          ${crosses === '' ? nothing : svg`<path class="edge" d=${crosses} />`}
          ${inside && !many ? svg`<path class="hit" data-tool d=${d} @click=${press} />` : nothing}
        </g>`,
    );
    if (!many) return paths;
    // Thousands of invisible lines would cost as much as the visible ones.
    return [
      ...paths,
      svg`<rect
        class="area" data-tool
        x="0" y=${layout.top} width=${xOf(dimensions.length)} height=${this.#plotHeight}
        @click=${press}
      />`,
    ];
  }

  /** A trial's colour: its series' colour, or its position on a figure's scale. */
  #colours(): (trial: TrialState) => { readonly series: number; readonly fill: string | null } {
    const metric = this.#metrics().find(({ key }) => key === this.colourBy);
    const values =
      metric === undefined ? [] : this.trials.flatMap((trial) => cellValue(trial, metric) ?? []);
    const scale = metric === undefined ? null : metricScale(values, metric.better);
    const [first] = this.axes;
    const known = new Map<unknown, number>();
    // The pale end of the scale is invisible on paper; 33 shades let equal lines share a path.
    const shades = Array.from({ length: 33 }, (_, step) => rampCss(0.3 + (0.7 * step) / 32).fill);
    return (trial) => {
      // Only the first axis gives the colour, and it has few values.
      const own = first === undefined ? null : trial.plan.values[first.path];
      const series = known.get(own) ?? trialStyle(this.axes, trial.plan.values).colour;
      known.set(own, series);
      const value = metric === undefined ? null : cellValue(trial, metric);
      if (value === null || scale === null) return { series, fill: null };
      return { series, fill: shades[Math.round(scale.place(value) * 32)] ?? null };
    };
  }

  #axis({ key, name, log, ticks, place }: Dimension, x: number): SVGTemplateResult {
    const yOf = this.#y;
    const limit = this.limits.get(key);
    const low = limit?.low ?? null;
    const high = limit?.high ?? null;
    const bottom = yOf(low === null ? 0 : place(low));
    const top = yOf(high === null ? 1 : place(high));
    return svg`<g>
      <text class="title halo" x=${x} y="14">${name}</text>
      ${log ? svg`<text class="halo" text-anchor="middle" x=${x} y="28">${logLabel}</text>` : nothing}
      <line class="axis" x1=${x} x2=${x} y1=${yOf(1)} y2=${yOf(0)} />
      ${ticks.map(
        ({ at, label }) =>
          svg`<line class="axis" x1=${x - 4} x2=${x} y1=${yOf(at)} y2=${yOf(at)} />
          <text class="halo" text-anchor="end" x=${x - tickGap} y=${yOf(at) + 4}>${label}</text>`,
      )}
      ${
        low === null && high === null
          ? nothing
          : svg`<rect class="limit" x=${x - 7} width="14" y=${top} height=${Math.max(2, bottom - top)} />`
      }
      <rect
        class="handle" data-tool
        x=${x - 12} width="24" y=${yOf(1) - 6} height=${this.#plotHeight + 12}
        @pointerdown=${(event: PointerEvent) => this.#press(event, key)}
        @pointermove=${(event: PointerEvent) => this.#pull(event)}
        @pointerup=${() => this.#let()}
        @pointercancel=${() => this.#let()}
      />
    </g>`;
  }

  /** The pointer's position in SVG units. */
  #pointOf(event: MouseEvent): Point {
    const plot = this.renderRoot.querySelector<SVGSVGElement>('svg.plot');
    const box = plot?.getBoundingClientRect();
    if (plot === null || box === undefined || box.height === 0) return [0, 0];
    const { width, height } = plot.viewBox.baseVal;
    return [
      ((event.clientX - box.left) / box.width) * width,
      ((event.clientY - box.top) / box.height) * height,
    ];
  }

  #placeOf(event: PointerEvent): number {
    const [, y] = this.#pointOf(event);
    return Math.min(1, Math.max(0, 1 - (y - layout.top) / this.#plotHeight));
  }

  #press(event: PointerEvent, key: string): void {
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.#drag = { key, from: this.#placeOf(event), moved: false };
  }

  #pull(event: PointerEvent): void {
    if (this.#drag === null) return;
    const { key, from } = this.#drag;
    const to = this.#placeOf(event);
    if (!this.#drag.moved && Math.abs(to - from) < 0.02) return;
    this.#drag.moved = true;
    const dimension = this.#dimensions().find((each) => each.key === key);
    if (dimension === undefined) return;
    const [low, high] = [Math.min(from, to), Math.max(from, to)].map(dimension.value);
    this.limits = new Map([...this.limits, [key, { low: low!, high: high! }]]);
  }

  #let(): void {
    if (this.#drag !== null && !this.#drag.moved) {
      const { key } = this.#drag;
      this.limits = new Map([...this.limits].filter(([other]) => other !== key));
    }
    this.#drag = null;
  }
}

define('a2-parallel-coordinates', A2ParallelCoordinates);

declare global {
  interface HTMLElementTagNameMap {
    'a2-parallel-coordinates': A2ParallelCoordinates;
  }
}
