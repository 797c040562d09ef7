import { firstMembers } from '../../../catalog/defaults.ts';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../deferred-element.ts';
import { guard } from 'lit/directives/guard.js';
import { binEdge, type Histogram } from '../../../base/statistics/histogram.ts';
import { base } from '../../styles/shared.ts';
import { disclosures } from '../../styles/disclosures.ts';
import { tables } from '../../styles/tables.ts';
import { count } from '../../../base/numbers.ts';
import { targetWords, type TargetWords } from '../../../text/target.ts';
import { define } from '../define.ts';
import '../save-menu/element.ts';
import type { MakeText } from '../save-menu/element.ts';
import { footStyles } from '../save-menu/styles.ts';
import { drawMarks } from '../marks.ts';
import { binsCsv, pairsCsv, plotSvg, residualsSvg } from '../../../figures/scatter/export.ts';
import { plotMarks, residualMarks, residualsTitle } from '../../../figures/scatter/marks.ts';
import {
  box,
  isCapped,
  judgedOf,
  plotsOf,
  residualBins,
  slices,
  type Judged,
  type Plot,
} from '../../../figures/scatter/plots.ts';

/** @summary Predicted against true values, and the residuals, in the target's unit. */
export class A2Scatter extends DeferredElement {
  static override styles = [
    base,
    disclosures,
    tables,
    footStyles,
    css`
      .figures {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr));
        gap: 1rem;
      }

      svg.plot {
        display: block;
        inline-size: 100%;
      }

      .table {
        max-block-size: 18rem;
        overflow: auto;
      }

      .dots,
      .capped {
        stroke: var(--a2-series-5);
        stroke-width: 2.4;
        stroke-linecap: round;
        stroke-opacity: 0.3;
        fill: none;
      }

      .capped {
        stroke: var(--a2-series-6);
      }

      .axis,
      .reference {
        fill: none;
        stroke: var(--a2-line-strong);
      }

      .reference {
        stroke-dasharray: 4 3;
        stroke: var(--a2-ink);
      }

      .bar {
        fill: var(--a2-series-5);
      }

      svg.plot text {
        fill: var(--a2-soft);
        font-size: 10px;
      }
    `,
  ];

  static override properties = {
    predicted: { attribute: false },
    truths: { attribute: false },
    words: { attribute: false },
    experiment: { attribute: false },
    open: { state: true },
  };

  /** [count], in the target's unit. */
  declare predicted: ArrayLike<number>;
  declare truths: ArrayLike<number>;
  /** How the target is named and formatted. */
  declare words: TargetWords;
  /** First in the names of saved files. */
  declare experiment: string;
  /** The ids of the figures whose tables are open. */
  declare protected open: ReadonlySet<string>;

  #data: Judged;

  constructor() {
    super();
    this.predicted = [];
    this.truths = [];
    this.words = targetWords({ name: firstMembers.dataset });
    this.#data = judgedOf([], [], this.words);
    this.experiment = '';
    this.open = new Set();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('predicted') || changed.has('truths') || changed.has('words')) {
      this.#data = judgedOf(this.predicted, this.truths, this.words);
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { truths, residuals, frame, words } = this.#data;
    if (truths.length === 0) return nothing;
    const capped = truths.filter((value) => isCapped(this.#data, value)).length;
    const within = residuals.filter((value) => Math.abs(value) <= frame.near).length;
    const near = words.frame !== null ? '' : ', a tenth of the range of the true values';
    return html`<div class="figures">
        ${plotsOf(this.#data).map((plot) => this.#dots(plot))} ${this.#histogram()}
      </div>
      <p class="small">
        ${count(within)} of ${count(truths.length)} predictions are within
        ${words.amount(frame.near)} of the true value${near}.
        ${
          words.cap === null
            ? nothing
            : html`${count(capped)} true values lie at the cap of ${words.cap.text} and are drawn in
              a second colour.`
        }
        The dashed line is a perfect prediction. Points beyond an axis are drawn at its end.
      </p>`;
  }

  #dots(plot: Plot): TemplateResult {
    const { title } = plot;
    const data = this.#data;
    return html`<figure>
      <figcaption class="small">${title}</figcaption>
      <svg
        class="plot"
        viewBox="0 0 ${box.width} ${box.height}"
        role="img"
        aria-label="${title}, ${count(data.truths.length)} ${data.words.rows}"
      >
        ${guard([data], () => drawMarks(plotMarks(data, plot)))}
      </svg>
      ${this.#foot(plot, {
        table: () => sliceTable(plot, data),
        csv: () => pairsCsv(data),
        svg: () => plotSvg(data, plot),
      })}
    </figure>`;
  }

  #histogram(): TemplateResult {
    const data = this.#data;
    const { residuals, frame, words } = data;
    const { spread } = frame;
    const bins = residualBins(data);
    const mean = residuals.reduce((sum, value) => sum + value, 0) / residuals.length;
    const title = residualsTitle;
    return html`<figure>
      <figcaption class="small">${title}</figcaption>
      <svg
        class="plot"
        viewBox="0 0 ${box.width} ${box.height}"
        role="img"
        aria-label="Residuals from ${signed(words, -spread)} to ${signed(words, spread)}, on average ${signed(words, mean)}"
      >
        ${guard([data], () => drawMarks(residualMarks(data)))}
      </svg>
      ${this.#foot(
        { id: 'residuals', title },
        {
          table: () => binTable(bins, words),
          csv: () => binsCsv(bins),
          svg: () => residualsSvg(data),
        },
      )}
    </figure>`;
  }

  #foot({ id, title }: Pick<Plot, 'id' | 'title'>, made: Made): TemplateResult {
    return html`<div class="foot">
      <details
        @toggle=${(event: Event) => {
          const open = new Set(this.open);
          if ((event.currentTarget as HTMLDetailsElement).open) open.add(id);
          else open.delete(id);
          this.open = open;
        }}
      >
        <summary>Show as table<span class="visually-hidden">: ${title}</span></summary>
        ${
          this.open.has(id)
            ? html`<div
                class="scroll table"
                role="region"
                aria-label="${title}, as a table"
                tabindex="0"
              >
                ${made.table()}
              </div>`
            : nothing
        }
      </details>
      <a2-save-menu
        .subject=${title}
        .experiment=${this.experiment}
        .chart=${id}
        .csv=${made.csv}
        .svg=${made.svg}
      ></a2-save-menu>
    </div>`;
  }
}

interface Made {
  readonly table: () => TemplateResult;
  readonly csv: MakeText;
  readonly svg: MakeText;
}

/** −0.05 → "−$5,000". */
const signed = ({ amount }: TargetWords, value: number): string =>
  amount(value).replace('$−', '−$');

/** "Districts". */
const heading = ({ rows }: TargetWords): string => rows.slice(0, 1).toUpperCase() + rows.slice(1);

function sliceTable(plot: Plot, data: Judged): TemplateResult {
  const { words } = data;
  return html`<table>
    <caption>
      ${count(data.truths.length)} ${words.rows} in slices of ${words.amount(data.frame.slice)} of
      the ${plot.xLabel}; the CSV has every row
    </caption>
    <thead>
      <tr>
        <th scope="col">From</th>
        <th scope="col">To</th>
        <th scope="col">${heading(words)}</th>
        <th scope="col">Mean ${plot.yLabel}</th>
        <th scope="col">Min</th>
        <th scope="col">Max</th>
      </tr>
    </thead>
    <tbody>
      ${slices(data, plot).map(
        ({ from, to, count: many, mean, min, max }) =>
          html`<tr>
            <th scope="row">${signed(words, from)}</th>
            <td>${signed(words, to)}</td>
            <td>${count(many)}</td>
            ${[mean, min, max].map((value) => html`<td>${signed(words, value)}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function binTable(bins: Histogram, words: TargetWords): TemplateResult {
  const { counts, from, to, below, above } = bins;
  const edge = (index: number) => signed(words, binEdge(bins, index, counts.length));
  const row = (low: string, high: string, many: number) =>
    html`<tr>
      <th scope="row">${low}</th>
      <td>${high}</td>
      <td>${count(many)}</td>
    </tr>`;
  return html`<table>
    <caption>
      ${heading(words)} by their residual, in ${counts.length} equal bins
    </caption>
    <thead>
      <tr>
        <th scope="col">From</th>
        <th scope="col">To</th>
        <th scope="col">${heading(words)}</th>
      </tr>
    </thead>
    <tbody>
      ${below === 0 ? nothing : row('–', signed(words, from), below)}
      ${counts.map((many, bin) => row(edge(bin), edge(bin + 1), many))}
      ${above === 0 ? nothing : row(signed(words, to), '–', above)}
    </tbody>
  </table>`;
}

define('a2-scatter', A2Scatter);

declare global {
  interface HTMLElementTagNameMap {
    'a2-scatter': A2Scatter;
  }
}
