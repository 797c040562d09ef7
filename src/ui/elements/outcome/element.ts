import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import type { Axis } from '../../../document/schema.ts';
import { isComplete } from '../../../document/trial-status.ts';
import type { TrialState } from '../../../lab/state.ts';
import { base } from '../../styles/shared.ts';
import { tables } from '../../styles/tables.ts';
import { columnsOf, mainColumn, type Column } from '../../../text/columns.ts';
import { capital, statusWords, trialLabel } from '../../../text/labels.ts';
import { define } from '../define.ts';

/** More rows would push the figures off the screen; the results table has them all. */
const maxRows = 6;

/**
 * @summary A run's outcome in a few lines, shown beside the prediction: each trial's main figure.
 */
export class A2Outcome extends LitElement {
  static override styles = [
    base,
    tables,
    css`
      .scroll {
        margin-block-start: 0.2rem;
      }

      tbody th {
        font-weight: 400;
        white-space: normal;
        overflow-wrap: anywhere;
      }
    `,
  ];

  static override properties = {
    trials: { attribute: false },
    axes: { attribute: false },
    active: { type: Boolean },
  };

  declare trials: readonly TrialState[];
  declare axes: readonly Axis[];
  /** Whether the run is still active. */
  declare active: boolean;

  constructor() {
    super();
    this.trials = [];
    this.axes = [];
    this.active = false;
  }

  protected override render(): TemplateResult {
    const judged = judgedBy(columnsOf(this.trials, this.axes), this.trials);
    const begun = this.trials.some(({ status }) => status !== 'waiting');
    return html`
      <h2>Outcome</h2>
      ${
        judged === null
          ? html`<p class="soft">${begun ? this.#waiting() : 'Nothing has run yet.'}</p>`
          : this.#table(judged)
      }
    `;
  }

  #waiting(): string {
    return this.active
      ? 'Training: the first figures appear after one epoch.'
      : 'No trial has a figure; the list of trials says why.';
  }

  #table(column: Column): TemplateResult {
    const rows = this.trials.slice(0, maxRows);
    const more = this.trials.length - rows.length;
    return html`
      <div class="scroll">
        <table>
          <caption class="visually-hidden">
            ${column.head} of each trial
          </caption>
          <thead>
            <tr>
              <th scope="col" class="start">Trial</th>
              <th scope="col">${column.head}${this.active ? ' so far' : ''}</th>
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              (trial) =>
                html`<tr>
                  <th scope="row" class="start">${capital(trialLabel(trial.plan.values))}</th>
                  <td>${figureOf(trial, column)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${more > 0 ? html`<p class="small soft">and ${more} more in the table below</p>` : nothing}
    `;
  }
}

/** Null while no trial has a figure. For trials without training, the ratio of gradient norms. */
function judgedBy(columns: readonly Column[], trials: readonly TrialState[]): Column | null {
  const column = mainColumn(columns) ?? columns.find(({ key }) => key === 'normRatio');
  return column !== undefined && trials.some((trial) => column.read(trial) !== null)
    ? column
    : null;
}

function figureOf(trial: TrialState, column: Column): string {
  const text = column.text(trial);
  const plain = isComplete(trial) || trial.status === 'running';
  if (plain) return text;
  return column.read(trial) === null
    ? statusWords[trial.status]
    : `${text} (${statusWords[trial.status]})`;
}

define('a2-outcome', A2Outcome);

declare global {
  interface HTMLElementTagNameMap {
    'a2-outcome': A2Outcome;
  }
}
