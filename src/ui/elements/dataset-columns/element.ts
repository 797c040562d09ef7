import { css, html, nothing, type TemplateResult } from 'lit';
import { DeferredElement } from '../deferred-element.ts';
import { columnBins, standardRange, type ColumnReport } from '../../../data/explore/columns.ts';
import type { Histogram } from '../../../base/statistics/histogram.ts';
import { base } from '../../styles/shared.ts';
import { disclosures } from '../../styles/disclosures.ts';
import { tables } from '../../styles/tables.ts';
import { count, plain, significant } from '../../../base/numbers.ts';
import { define } from '../define.ts';
import { bars } from '../histogram/bars.ts';
import { histogramStyles } from '../histogram/styles.ts';
import '../save-menu/element.ts';
import { footStyles } from '../save-menu/styles.ts';
import { columnsCsv, columnsSvg, viewOf } from '../../../figures/columns.ts';

export interface NamedColumn {
  readonly name: string;
  readonly meaning: string;
  readonly unit: string;
  readonly report: ColumnReport;
}

/** Hides rounding errors, so that a standardised mean shows as 0 and a deviation as 1. */
const shown = (value: number): string =>
  Math.abs(value) < 5e-7 ? '0' : significant(Number(value.toPrecision(7)));

/**
 * @summary A table's columns as statistics and histograms, raw or standardised.
 */
export class A2DatasetColumns extends DeferredElement {
  static override styles = [
    base,
    disclosures,
    tables,
    histogramStyles,
    footStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1rem;
        --bars-height: 5rem;
      }

      fieldset {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 1.25rem;
        margin: 0;
        padding: 0;
        border: 0;
      }

      legend {
        float: inline-start;
        margin-inline-end: 1.25rem;
        padding: 0;
      }

      label {
        display: inline-flex;
        gap: 0.4rem;
        align-items: center;
        min-block-size: 1.75rem;
      }

      input {
        margin: 0;
        accent-color: var(--a2-accent);
      }

      .histograms {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr));
        gap: 1rem 1.5rem;
      }

      .meaning {
        min-block-size: 2lh;
      }

      .histograms h3 {
        margin: 0;
        font-size: var(--a2-small);
      }

      .ends {
        display: flex;
        justify-content: space-between;
      }

      .bars-of {
        color: var(--a2-series-5);
      }

      .target .bars-of {
        color: var(--a2-series-6);
      }

      td small {
        color: var(--a2-soft);
      }
    `,
  ];

  static override properties = {
    columns: { attribute: false },
    datasetName: { attribute: false },
    standardised: { state: true },
    open: { state: true },
  };

  /** Features first, the target last. */
  declare columns: readonly NamedColumn[];
  /** First in the names of saved files. */
  declare datasetName: string;
  declare protected standardised: boolean;
  declare protected open: boolean;

  constructor() {
    super();
    this.columns = [];
    this.datasetName = '';
    this.standardised = false;
    this.open = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.columns.length === 0) return nothing;
    return html`
      <fieldset class="small">
        <legend>Features</legend>
        ${[[false, 'raw'] as const, [true, 'standardised, as the network sees them'] as const].map(
          ([value, text]) =>
            html`<label>
              <input
                type="radio"
                name="form"
                .checked=${this.standardised === value}
                @change=${() => (this.standardised = value)}
              />${text}
            </label>`,
        )}
      </fieldset>
      ${this.#table()}
      <div class="histograms">${this.columns.map((column) => this.#histogram(column))}</div>
      <div class="foot">
        <details
          @toggle=${(event: Event) => {
            this.open = (event.currentTarget as HTMLDetailsElement).open;
          }}
        >
          <summary>Show the histograms as a table</summary>
          ${this.open ? this.#counts() : nothing}
        </details>
        <a2-save-menu
          subject="the columns"
          .experiment=${this.datasetName}
          .chart=${this.standardised ? 'columns-standardised' : 'columns'}
          .csv=${() => columnsCsv(this.columns, this.standardised)}
          .svg=${() => columnsSvg(this.columns, this.standardised)}
        ></a2-save-menu>
      </div>
    `;
  }

  #view(column: NamedColumn): ColumnReport['raw'] {
    return viewOf(column, this.standardised);
  }

  /** False for classes, which have no numeric value to correlate. */
  get #correlated(): boolean {
    return this.columns.some(({ report }) => report.correlation !== null);
  }

  #table(): TemplateResult {
    const heads = ['Mean', 'Std. dev.', 'Min', '25 %', 'Median', '75 %', 'Max'];
    return html`
      <div class="scroll" role="region" aria-label="Column statistics" tabindex="0">
        <table>
          <caption>
            ${count(this.columns[0]?.report.raw.summary.count ?? 0)} training rows;
            ${
              this.standardised
                ? 'standardised with their own mean and standard deviation'
                : 'in the units of the data'
            }
          </caption>
          <thead>
            <tr>
              <th scope="col" class="start">Column</th>
              <th scope="col" class="start">Unit</th>
              ${heads.map((head) => html`<th scope="col">${head}</th>`)}
              ${this.#correlated ? html`<th scope="col">Correlation with the target</th>` : nothing}
            </tr>
          </thead>
          <tbody>
            ${this.columns.map((column) => this.#row(column))}
          </tbody>
        </table>
      </div>
    `;
  }

  #row(column: NamedColumn): TemplateResult {
    const { name, unit, report } = column;
    const { summary } = this.#view(column);
    const { mean, deviation, least, lowerQuartile, median, upperQuartile, greatest } = summary;
    const scaled = this.standardised && report.standardised !== null;
    return html`<tr>
      <th scope="row" class="start">${name}</th>
      <td class="start">${scaled ? 'std. dev.' : unit}</td>
      ${[mean, deviation, least, lowerQuartile, median, upperQuartile, greatest].map(
        (value) => html`<td>${shown(value)}</td>`,
      )}
      ${this.#correlated ? html`<td>${correlationText(report)}</td>` : nothing}
    </tr>`;
  }

  #histogram(column: NamedColumn): TemplateResult {
    const { name, meaning, unit, report } = column;
    const { histogram, summary } = this.#view(column);
    const target = report.standardised === null;
    const scaled = this.standardised && !target;
    const end = (value: number) => (scaled ? `${plain(value)} σ` : significant(value, 3));
    return html`
      <section class=${target ? 'target' : ''} aria-label=${name}>
        <h3>${name}${target ? ', the target' : nothing}</h3>
        <p class="meaning small soft">${meaning}${scaled ? nothing : `, in ${unit}`}</p>
        <div class="bars-of">${bars(histogram)}</div>
        <p class="ends small numbers">
          <span>${end(histogram.from)}</span><span>${end(histogram.to)}</span>
        </p>
        <p class="small soft">
          ${outliers(histogram, summary.least, summary.greatest)}
          ${this.standardised && target ? 'Not standardised.' : nothing}
        </p>
      </section>
    `;
  }

  #counts(): TemplateResult {
    const bins = Array.from({ length: columnBins }, (_, bin) => bin);
    return html`
      <div class="scroll" role="region" aria-label="The histograms as a table" tabindex="0">
        <table>
          <caption>
            Rows per bin; ${columnBins} equal bins between From and To
            ${this.standardised ? `(±${standardRange} σ)` : nothing}
          </caption>
          <thead>
            <tr>
              <th scope="col" class="start">Column</th>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col">Below</th>
              ${bins.map((bin) => html`<th scope="col">Bin ${bin + 1}</th>`)}
              <th scope="col">Above</th>
            </tr>
          </thead>
          <tbody>
            ${this.columns.map((column) => {
              const { from, to, below, above, counts } = this.#view(column).histogram;
              return html`<tr>
                <th scope="row" class="start">${column.name}</th>
                <td>${significant(from)}</td>
                <td>${significant(to)}</td>
                <td>${count(below)}</td>
                ${counts.map((value) => html`<td>${count(value)}</td>`)}
                <td>${count(above)}</td>
              </tr>`;
            })}
          </tbody>
        </table>
      </div>
    `;
  }
}

/** What lies beyond the bins, in words. */
function outliers({ below, above }: Histogram, least: number, greatest: number): string {
  const parts = [
    below > 0 ? `${count(below)} below, down to ${significant(least, 3)}` : '',
    above > 0 ? `${count(above)} above, up to ${significant(greatest, 3)}` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `Not drawn: ${parts.join('; ')}.`;
}

const correlationText = ({ correlation }: ColumnReport): string =>
  correlation === null ? 'the target' : significant(correlation, 3);

define('a2-dataset-columns', A2DatasetColumns);

declare global {
  interface HTMLElementTagNameMap {
    'a2-dataset-columns': A2DatasetColumns;
  }
}
