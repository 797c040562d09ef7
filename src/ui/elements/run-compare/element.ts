import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { trialStyle } from '../../../figures/charts/palette.ts';
import { isSynthetic } from '../../../document/parameters.ts';
import { base } from '../../styles/shared.ts';
import { seriesColours } from '../../styles/series-colours.ts';
import { tables } from '../../styles/tables.ts';
import { provenanceOf } from '../../../formats/results/provenance.ts';
import { provenanceMarks } from '../../../lab/provenance.ts';
import { bestOf, columnsOf } from '../../../text/columns.ts';
import { settingText } from '../../../text/labels.ts';
import { capital } from '../../../text/labels.ts';
import { disclosures } from '../../styles/disclosures.ts';
import { comparedFigures } from './figures.ts';
import { comparedSetUps, type ComparedSetting } from './set-ups.ts';
import { define } from '../define.ts';
import '../figures/element.ts';
import { count, counted } from '../../../base/numbers.ts';
import { icon, swatch } from '../icons.ts';
import { comparedTrials, letterOf, type ComparedRun, type ComparedTrials } from './rows.ts';

/**
 * @summary Compares runs: what differs in their set-ups, their best and last figures, their curves in shared charts, and
 * all of their trials in one table.
 */
export class A2RunCompare extends LitElement {
  static override styles = [
    base,
    tables,
    disclosures,
    seriesColours,
    css`
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1rem;
        margin-block-end: 1.5rem;
      }

      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 0.2rem 0.75rem;
        margin-block-end: 1.25rem;
      }

      dd {
        max-inline-size: 70ch;
        overflow-wrap: anywhere;
      }

      .notes {
        white-space: pre-line;
      }

      .tag {
        margin-inline-start: 0.3rem;
        padding: 0 0.4em;
        border: 1px solid var(--a2-line);
        border-radius: var(--a2-radius);
        background: var(--a2-sunken);
      }

      /* A varied setting has a list of values. */
      .set-ups td {
        max-inline-size: 22rem;
        white-space: normal;
        overflow-wrap: anywhere;
      }

      .set-ups th:first-child,
      .figures th:first-child {
        position: sticky;
        inset-inline-start: 0;
        background: var(--a2-paper);
      }

      .set-ups tbody th {
        max-inline-size: 12rem;
        white-space: normal;
      }

      details {
        margin-block-start: 0.5rem;
      }

      dt {
        font-weight: var(--a2-bold);
      }

      table {
        min-inline-size: 100%;
      }

      .swatch {
        margin-inline-end: 0.4rem;
        vertical-align: -1px;
      }

      .best {
        color: var(--a2-good);
        font-weight: var(--a2-bold);
      }
    `,
  ];

  static override properties = { runs: { attribute: false } };

  declare runs: readonly ComparedRun[];
  #compared: readonly ComparedTrials[] = [];

  constructor() {
    super();
    this.runs = [];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('runs')) this.#compared = comparedTrials(this.runs);
  }

  protected override render(): TemplateResult {
    return html`
      <dl class="small">
        ${this.runs.map(
          ({ id, name, when, tags, notes }, index) =>
            html`<dt>${letterOf(index)}</dt>
              <dd>
                <a href="#/run/${id}">${name}</a>, <span class="soft">${when}</span>${tags.map(
                  (tag) => html`<span class="tag">${tag}</span>`,
                )}
                ${notes === '' ? nothing : html`<p class="notes soft">${notes}</p>`}
              </dd>`,
        )}
      </dl>
      ${this.runs.length < 2 ? nothing : this.#setUps()}
      ${
        this.#compared.length === 0
          ? html`<section>
              <h2>Figures</h2>
              <p class="soft">No trial of these runs has begun.</p>
            </section>`
          : this.#compared.map((each) => this.#section(each))
      }
    `;
  }

  #setUps(): TemplateResult {
    const { different, same } = comparedSetUps(this.runs);
    const many = counted(same.length, 'setting');
    return html`
      <section>
        <div>
          <h2>What differs</h2>
          ${
            different.length === 0
              ? html`<p>Nothing: all settings are the same.</p>`
              : this.#settings(different, 'Settings that differ')
          }
          ${
            same.length === 0
              ? nothing
              : html`<details>
                  <summary>${many} ${same.length === 1 ? 'is' : 'are'} the same in all</summary>
                  ${this.#settings(same, 'Settings that are the same', true)}
                </details>`
          }
        </div>
      </section>
    `;
  }

  /** @param once one value stands for all runs */
  #settings(settings: readonly ComparedSetting[], label: string, once = false): TemplateResult {
    const heads = once ? ['All runs'] : this.runs.map((_, index) => letterOf(index));
    return html`
      <div class="scroll set-ups" role="region" aria-label=${label} tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col" class="start">Setting</th>
              ${heads.map((head) => html`<th scope="col" class="start">${head}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${settings.map(
              ({ name, texts }) => html`
                <tr>
                  <th scope="row" class="start">${name}</th>
                  ${heads.map((_, at) => html`<td class="start">${texts[at]}</td>`)}
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  /** The best and last figures, a line for each run. */
  #figures({ about, runs }: ComparedTrials): TemplateResult | typeof nothing {
    const figures = comparedFigures(runs.map(({ trials }) => trials));
    if (figures.length === 0) return html`<p class="soft">No trial has finished.</p>`;
    return html`
      <div
        class="scroll figures"
        role="region"
        aria-label="Best and last figures, ${about}"
        tabindex="0"
      >
        <table>
          <caption>
            After the last epoch, of the best trial; below it the best of all epochs and trials.
            Figures selected on the test set are optimistic.
          </caption>
          <thead>
            <tr>
              <th scope="col" class="start">Run</th>
              <th scope="col">Trials</th>
              ${figures.map(({ head }) => html`<th scope="col">${head}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${runs.map(
              ({ index, trials }, row) => html`
                <tr>
                  <th scope="row" class="start">${letterOf(index)}</th>
                  <td>${count(trials.length)}</td>
                  ${figures.map(({ runs: of }) => {
                    const figure = of[row];
                    if (figure === null || figure === undefined) return html`<td>–</td>`;
                    return html`<td>
                      <span class=${figure.isBest ? 'best' : ''}
                        >${
                          figure.isBest
                            ? html`${icon('best')}<span class="visually-hidden">best: </span>`
                            : nothing
                        }${figure.last}</span
                      ><br /><span class="soft">${figure.best}</span>
                    </td>`;
                  })}
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  #section(compared: ComparedTrials): TemplateResult {
    const { axes, trials } = compared;
    const provenance = provenanceOf(trials);
    const standIn = [
      trials.some(({ plan }) => isSynthetic(plan.trial.dataset.name))
        ? 'some of it on stand-in data'
        : '',
      provenance === 'here' ? '' : `some of it ${provenanceMarks[provenance]}`,
    ]
      .filter((text) => text !== '')
      .join('; ');
    return html`
      <section>
        <h2>${this.#compared.length === 1 ? 'Figures' : `Figures, ${compared.about}`}</h2>
        ${this.#figures(compared)}
        <a2-figures
          .trials=${trials}
          .axes=${axes}
          .status=${'done'}
          .standIn=${standIn}
        ></a2-figures>
        <h3>Trials</h3>
        ${this.#table(compared)}
      </section>
    `;
  }

  #table({ about, trials, axes, settings }: ComparedTrials): TemplateResult {
    const columns = columnsOf(trials, []);
    const best = columns.map((column) => bestOf(trials, column));
    return html`
      <div class="scroll" role="region" aria-label="Comparison, ${about}" tabindex="0">
        <table>
          <caption class="visually-hidden">
            Last figures, and the settings that differ
          </caption>
          <thead>
            <tr>
              <th scope="col" class="start">Run and trial</th>
              ${settings.map(({ path }) => html`<th scope="col" class="start">${capital(settingText(path))}</th>`)}
              ${columns.map(
                ({ head, numeric }) =>
                  html`<th scope="col" class=${numeric ? '' : 'start'}>${head}</th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${trials.map(
              (trial, row) => html`
                <tr>
                  <th scope="row" class="start">
                    ${swatch(trialStyle(axes, trial.plan.values))}${trial.plan.values.run}
                  </th>
                  ${settings.map(({ texts }) => html`<td class="start">${texts[row]}</td>`)}
                  ${columns.map((column, at) => {
                    const first = best[at]?.has(trial.plan.id) === true;
                    return html`<td class="${column.numeric ? '' : 'start'} ${first ? 'best' : ''}">
                      ${first ? html`${icon('best')}<span class="visually-hidden">best: </span>` : nothing}${column.text(trial)}
                    </td>`;
                  })}
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    `;
  }
}

define('a2-run-compare', A2RunCompare);

declare global {
  interface HTMLElementTagNameMap {
    'a2-run-compare': A2RunCompare;
  }
}
