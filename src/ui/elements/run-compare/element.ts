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
import { define } from '../define.ts';
import '../figures/element.ts';
import { icon, swatch } from '../icons.ts';
import { comparedTrials, letterOf, type ComparedRun, type ComparedTrials } from './rows.ts';

/**
 * @summary Compares runs: their curves in shared charts, their last figures and differing settings
 * in one table.
 */
export class A2RunCompare extends LitElement {
  static override styles = [
    base,
    tables,
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
        gap: 0 0.75rem;
        margin-block-end: 1rem;
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
          ({ name, when }, index) =>
            html`<dt>${letterOf(index)}</dt>
              <dd>${name}, <span class="soft">${when}</span></dd>`,
        )}
      </dl>
      ${this.#compared.map((each) => this.#section(each))}
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
        ${this.#table(compared)}
        <a2-figures
          .trials=${trials}
          .axes=${axes}
          .status=${'done'}
          .standIn=${standIn}
        ></a2-figures>
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
              ${settings.map(({ path }) => html`<th scope="col" class="start">${settingText(path)}</th>`)}
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
