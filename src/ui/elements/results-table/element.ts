import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../deferred-element.ts';
import { guard } from 'lit/directives/guard.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { Latest } from '../../../base/latest.ts';
import { count } from '../../../base/numbers.ts';
import { trialStyle } from '../../../figures/charts/palette.ts';
import type { Axis } from '../../../document/schema.ts';
import { isComplete } from '../../../document/trial-status.ts';
import type { TrialState } from '../../../lab/state.ts';
import { base } from '../../styles/shared.ts';
import { seriesColours } from '../../styles/series-colours.ts';
import { tables } from '../../styles/tables.ts';
import { define } from '../define.ts';
import { HighlightEvent } from '../highlight-event.ts';
import '../trouble-badges/element.ts';
import { icon, swatch } from '../icons.ts';
import { Sideways } from './sideways.ts';
import { resultsTableStyles } from './styles.ts';
import { movedRow } from '../rows/moved-row.ts';
import { SeenRows } from '../rows/seen-rows.ts';
import { trialsWith } from '../../../text/find-trials.ts';
import { bestOf, columnsOf, sorted, type Column, type Sorting } from '../../../text/columns.ts';

/**
 * @summary The results, one row per trial, sortable by every column, the best of each marked.
 */
export class A2ResultsTable extends DeferredElement {
  static override styles = [base, tables, seriesColours, resultsTableStyles];

  static override properties = {
    trials: { attribute: false },
    axes: { attribute: false },
    caption: { attribute: false },
    highlighted: { attribute: false },
    sorting: { state: true },
    sought: { state: true },
  };

  declare trials: readonly TrialState[];
  declare axes: readonly Axis[];
  /** Shown above the table, for example that the data is a stand-in. */
  declare caption: string;
  /** The id of the trial that the page highlights. */
  declare highlighted: string | null;
  declare protected sorting: Sorting | null;
  /** Words that the shown trials have, where there are many. */
  declare protected sought: string;

  readonly #rows = new SeenRows(this, {
    scroller: () => this.renderRoot.querySelector<HTMLElement>('.part'),
    list: () => this.renderRoot.querySelector('tbody'),
    height: 38,
    printed: true,
  });
  readonly #sideways = new Sideways(this, () =>
    this.renderRoot.querySelector<HTMLElement>('.scroll'),
  );
  readonly #best = new Latest<ReadonlyMap<string, ReadonlySet<string>>>();
  /** In the order of the rows. */
  #shown: readonly TrialState[] = [];
  /** The trial whose row has the focus, which stays drawn. */
  #focused: string | null = null;
  /** The row that gets the focus once it is drawn. */
  #next: number | null = null;
  /** The trial to bring into view. */
  #sought: string | null = null;

  constructor() {
    super();
    this.trials = [];
    this.axes = [];
    this.caption = '';
    this.highlighted = null;
    this.sorting = null;
    this.sought = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('highlighted')) this.#sought = this.highlighted;
  }

  protected override updated(): void {
    const sought = this.#sought;
    if (sought !== null && this.#rows.isPart(this.#shown.length)) {
      this.#sought = null;
      this.#rows.show(this.#shown.findIndex(({ plan }) => plan.id === sought));
    }
    if (this.#next === null) return;
    const setter = this.renderRoot.querySelector<HTMLElement>(
      `tr[data-index="${this.#next}"] button`,
    );
    if (setter === null) return;
    this.#next = null;
    setter.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    const columns = columnsOf(this.trials, this.axes);
    const ended = this.trials.filter(isComplete);
    const best = this.#best.of(
      [columns.map(({ key }) => key).join(), ...ended],
      () => new Map(columns.map((column) => [column.key, bestOf(ended, column)])),
    );
    const part = this.#rows.isPart(this.trials.length);
    const found = part ? trialsWith(this.trials, this.sought) : this.trials;
    const shown = (this.#shown = sorted(found, columns, this.sorting));
    const keep = shown.findIndex(({ plan }) => plan.id === this.#focused);
    const seen = this.#rows.of(shown.length, (index) => shown[index]?.plan.id ?? '', keep);
    const whole = !this.#rows.isPart(shown.length);
    const { sideways, moved, more } = this.#sideways;
    return html`
      ${part ? this.#filter(shown.length) : nothing}
      <div class="frame ${sideways && more ? 'more' : ''}">
        <div
          class="scroll ${part ? 'part' : ''} ${sideways ? 'sideways' : ''} ${moved ? 'moved' : ''}"
          role="group"
          aria-label="Table of results"
          tabindex="0"
        >
          <table aria-rowcount=${whole ? nothing : shown.length + 1}>
            <caption class=${this.caption === '' ? 'visually-hidden' : ''}>
              ${this.caption === '' ? 'Results' : this.caption}
            </caption>
            <thead>
              <tr aria-rowindex=${whole ? nothing : 1}>
                ${columns.map((column) => this.#head(column))}
              </tr>
            </thead>
            <tbody
              @focusin=${this.#onFocus}
              @focusout=${this.#onBlur}
              @keydown=${whole ? nothing : this.#onKey}
            >
              ${repeat(
                seen,
                (each, at) => ('gap' in each ? `gap ${at}` : shown[each.index]!.plan.id),
                (each) => {
                  if ('gap' in each) return gapRow(each.gap);
                  const trial = shown[each.index]!;
                  const bests = columns.map(
                    ({ key }) => best.get(key)?.has(trial.plan.id) === true,
                  );
                  const at = whole ? null : each.index;
                  // Only a few of hundreds of trials change at a time.
                  return guard(
                    [trial, this.axes, columns.length, bests.join(), this.highlighted, at],
                    () => this.#row(columns, trial, bests, at),
                  );
                },
              )}
            </tbody>
          </table>
        </div>
      </div>
      ${
        sideways
          ? html`<p class="note small soft">
              There are more columns: scroll the table sideways, or focus it and press ← or →.
            </p>`
          : nothing
      }
      ${
        this.#rows.problem === ''
          ? nothing
          : html`<p class="note small">
              Further rows cannot be shown: ${this.#rows.problem}. Reload the page to try again.
            </p>`
      }
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

  /** Instead of the browser’s search, which finds only rows that are drawn. */
  #filter(found: number): TemplateResult {
    const all = count(this.trials.length);
    return html`<p class="filter small">
      <label
        >Find trials
        <input
          type="search"
          placeholder="rate 0.1 done"
          autocomplete="off"
          .value=${live(this.sought)}
          @input=${(event: Event) => (this.sought = (event.target as HTMLInputElement).value)}
      /></label>
      <span class="soft" role="status"
        >${this.sought.trim() === '' ? `${all} trials` : `${count(found)} of ${all} trials`}</span
      >
    </p>`;
  }

  readonly #onFocus = (event: FocusEvent): void => {
    const row = (event.target as Element).closest<HTMLElement>('tr');
    this.#focused = this.#shown[Number(row?.dataset.index ?? -1)]?.plan.id ?? null;
  };

  readonly #onBlur = (): void => {
    this.#focused = null;
  };

  /** From row to row, also to those that are not drawn yet. */
  readonly #onKey = (event: KeyboardEvent): void => {
    const row = (event.target as Element).closest<HTMLElement>('tr');
    const next = movedRow(event.key, Number(row?.dataset.index ?? -1), this.#shown.length);
    if (next === null || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.#next = next;
    this.#focused = this.#shown[next]?.plan.id ?? null;
    this.#rows.show(next);
    this.requestUpdate();
  };

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

  /** @param at its index, if not all rows are drawn */
  #row(
    columns: readonly Column[],
    trial: TrialState,
    best: readonly boolean[],
    at: number | null,
  ): TemplateResult {
    return html`
      <tr
        class=${trial.plan.id === this.highlighted ? 'set-off' : ''}
        data-index=${at ?? nothing}
        aria-rowindex=${at === null ? nothing : at + 2}
      >
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
        <a2-trouble-badges .trial=${trial}></a2-trouble-badges>
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

/** In place of the rows that are not drawn; SeenRows gives it its height. */
const gapRow = (height: number): TemplateResult =>
  html`<tr class="gap" aria-hidden="true">
    <td data-gap=${height}></td>
  </tr>`;

const nameOf = (axes: readonly Axis[], trial: TrialState, text: string): TemplateResult =>
  html`${swatch(trialStyle(axes, trial.plan.values))}${text}`;

define('a2-results-table', A2ResultsTable);

declare global {
  interface HTMLElementTagNameMap {
    'a2-results-table': A2ResultsTable;
  }
}
