import { css, html, nothing, type TemplateResult } from 'lit';
import { DeferredElement } from '../deferred-element.ts';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { trialStyle } from '../../../figures/charts/palette.ts';
import type { Axis } from '../../../document/schema.ts';
import type { TrialState } from '../../../lab/state.ts';
import { base } from '../../styles/shared.ts';
import { seriesColours } from '../../styles/series-colours.ts';
import { tables } from '../../styles/tables.ts';
import { define } from '../define.ts';
import { HighlightEvent } from '../highlight-event.ts';
import { troubleBadges, troubleBadgeStyles } from '../findings/badges.ts';
import { icon, swatch } from '../icons.ts';
import { bestOf, columnsOf, sorted, type Column, type Sorting } from '../../../text/columns.ts';

/**
 * @summary The results, one row per trial, sortable by every column, the best of each marked.
 */
export class A2ResultsTable extends DeferredElement {
  static override styles = [
    base,
    tables,
    seriesColours,
    troubleBadgeStyles,
    css`
      table {
        min-inline-size: 100%;
      }

      thead th {
        padding-block: 0;
      }

      button {
        display: inline-flex;
        gap: 0.15em;
        align-items: center;
        min-block-size: 2.25rem;
        padding: 0;
        border: 0;
        background: none;
        color: var(--a2-accent);
        font: inherit;
        cursor: pointer;
      }

      button:hover {
        text-decoration: underline;
        text-underline-offset: 0.2em;
      }

      .setter {
        min-block-size: 1.5rem;
        color: inherit;
        font-weight: var(--a2-bold);
      }

      .set-off {
        background: var(--a2-accent-tint);
        box-shadow: inset 0 0 0 2px var(--a2-accent);
      }

      .note {
        margin-block-start: 0.4rem;
      }

      .order {
        inline-size: 1em;
      }

      .status {
        display: inline-flex;
        gap: 0.35em;
        align-items: center;
      }

      .done {
        color: var(--a2-good);
      }

      .diverged {
        color: var(--a2-warn);
      }

      .failed {
        color: var(--a2-bad);
      }

      .swatch {
        margin-inline-end: 0.4rem;
        vertical-align: -1px;
      }

      .best {
        color: var(--a2-good);
        font-weight: var(--a2-bold);
      }

      tbody tr:hover {
        background: var(--a2-sunken);
      }
    `,
  ];

  static override properties = {
    trials: { attribute: false },
    axes: { attribute: false },
    caption: { attribute: false },
    highlighted: { attribute: false },
    sorting: { state: true },
  };

  declare trials: readonly TrialState[];
  declare axes: readonly Axis[];
  /** Shown above the table, for example that the data is a stand-in. */
  declare caption: string;
  /** The id of the trial that the page highlights. */
  declare highlighted: string | null;
  declare protected sorting: Sorting | null;

  constructor() {
    super();
    this.trials = [];
    this.axes = [];
    this.caption = '';
    this.highlighted = null;
    this.sorting = null;
  }

  protected override render(): TemplateResult {
    const columns = columnsOf(this.trials, this.axes);
    const best = new Map(columns.map((column) => [column.key, bestOf(this.trials, column)]));
    return html`
      <div class="scroll" role="group" aria-label="Table of results" tabindex="0">
        <table>
          <caption class=${this.caption === '' ? 'visually-hidden' : ''}>
            ${this.caption === '' ? 'Results' : this.caption}
          </caption>
          <thead>
            <tr>
              ${columns.map((column) => this.#head(column))}
            </tr>
          </thead>
          <tbody>
            ${repeat(
              sorted(this.trials, columns, this.sorting),
              ({ plan }) => plan.id,
              (trial) => {
                const bests = columns.map(({ key }) => best.get(key)?.has(trial.plan.id) === true);
                // Only a few of hundreds of trials change at a time.
                return guard(
                  [trial, this.axes, columns.length, bests.join(), this.highlighted],
                  () => this.#row(columns, trial, bests),
                );
              },
            )}
          </tbody>
        </table>
      </div>
      ${
        columns.some(({ chosenBy }) => chosenBy !== undefined)
          ? html`<p class="note small soft">
              The best trial by a test figure is the one with the best figure on the validation
              rows; the test part is not used to choose it.
            </p>`
          : nothing
      }
    `;
  }

  #head(column: Column): TemplateResult {
    const active = this.sorting?.key === column.key ? this.sorting : null;
    const order = active === null ? 'none' : active.descending ? 'descending' : 'ascending';
    return html`
      <th scope="col" class=${column.numeric ? '' : 'start'} aria-sort=${order}>
        <button type="button" @click=${() => this.#sortBy(column)}>
          ${column.head}<span class="order"
            >${active === null ? nothing : icon(active.descending ? 'down' : 'up')}</span
          >
        </button>
      </th>
    `;
  }

  #row(columns: readonly Column[], trial: TrialState, best: readonly boolean[]): TemplateResult {
    return html`
      <tr class=${trial.plan.id === this.highlighted ? 'set-off' : ''}>
        ${columns.map((column, index) =>
          this.#cell(column, trial, index === 0, best[index] === true),
        )}
      </tr>
    `;
  }

  #cell(column: Column, trial: TrialState, first: boolean, best: boolean): TemplateResult {
    const text = column.text(trial);
    const start = column.numeric ? '' : 'start';
    if (column.key === 'status') {
      return html`<td class="start">
        <span class="status ${trial.status}">${icon(trial.status)}${text}</span>
        ${troubleBadges(trial)}
      </td>`;
    }
    if (first) {
      return html`<th scope="row" class="start">
        ${this.trials.length < 2 ? nameOf(this.axes, trial, text) : this.#highlightButton(trial, text)}
      </th>`;
    }
    if (best) {
      return html`<td class="best ${start}">
        ${icon('best')}<span class="visually-hidden">best: </span>${text}
      </td>`;
    }
    return html`<td class=${start}>${text}</td>`;
  }

  /** Toggles the trial's highlight on the whole page. */
  #highlightButton(trial: TrialState, text: string): TemplateResult {
    const { id } = trial.plan;
    const set = id === this.highlighted;
    return html`<button
      type="button"
      class="setter"
      aria-pressed=${set ? 'true' : 'false'}
      title="Highlight this trial in the figures"
      @click=${() => this.dispatchEvent(new HighlightEvent(set ? null : id))}
    >
      ${nameOf(this.axes, trial, text)}
    </button>`;
  }

  /** First the best on top, then the worst, then the experiment's own order. */
  #sortBy({ key, better }: Column): void {
    const first = better === 'high';
    if (this.sorting?.key !== key) this.sorting = { key, descending: first };
    else if (this.sorting.descending === first) this.sorting = { key, descending: !first };
    else this.sorting = null;
  }
}

const nameOf = (axes: readonly Axis[], trial: TrialState, text: string): TemplateResult =>
  html`${swatch(trialStyle(axes, trial.plan.values))}${text}`;

define('a2-results-table', A2ResultsTable);

declare global {
  interface HTMLElementTagNameMap {
    'a2-results-table': A2ResultsTable;
  }
}
