import { css, html, nothing, type TemplateResult } from 'lit';
import { DeferredElement } from '../deferred-element.ts';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { count, dateText, dayText, duration } from '../../../base/numbers.ts';
import { trialStyle } from '../../../figures/charts/palette.ts';
import type { Axis } from '../../../document/schema.ts';
import { isComplete } from '../../../document/trial-status.ts';
import type { TrialState } from '../../../lab/state.ts';
import { base, buttons } from '../../styles/shared.ts';
import { progressBars } from '../../styles/progress-bars.ts';
import { seriesColours } from '../../styles/series-colours.ts';
import { define } from '../define.ts';
import { troubleBadges, troubleBadgeStyles } from '../findings/badges.ts';
import { icon, swatch } from '../icons.ts';
import { adviceFor } from '../../../text/advice.ts';
import { statusWords, trialLabel } from '../../../text/labels.ts';
import { RunAgainEvent } from './run-again-event.ts';

/** More rows than this scroll. */
const shownAtOnce = 6;

/**
 * @summary One row per trial: what it is, its progress and, if it failed, what helps.
 *
 * @event a2-run-again - a failed, diverged or cancelled trial should run again; `ids`
 */
export class A2TrialList extends DeferredElement {
  static override styles = [
    base,
    buttons,
    progressBars,
    seriesColours,
    troubleBadgeStyles,
    css`
      :host {
        container-type: inline-size;
      }

      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 27rem), 1fr));
        gap: 0 1.5rem;
      }

      .many {
        max-block-size: 22rem;
        padding-inline-end: 0.5rem;
        overflow-y: auto;
      }

      li {
        padding-block: 0.3rem;
        border-block-end: 1px solid var(--a2-line);
        font-size: var(--a2-small);
      }

      .line {
        display: flex;
        gap: 0.5rem;
        align-items: center;
      }

      .name {
        flex: 1;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .status {
        display: inline-flex;
        gap: 0.35em;
        align-items: center;
        justify-content: end;
      }

      .status.done {
        color: var(--a2-good);
      }

      .status.diverged {
        color: var(--a2-warn);
      }

      .status.failed {
        color: var(--a2-bad);
      }

      progress {
        flex: 1;
        min-inline-size: 2rem;
        block-size: 4px;
      }

      .figures {
        flex: none;
        min-inline-size: 15.5rem;
        color: var(--a2-soft);
        text-align: end;
      }

      @container (inline-size < 34rem) {
        .many {
          max-block-size: 13rem;
        }

        .figures {
          min-inline-size: 12.5rem;
        }
      }

      .trouble {
        display: flex;
        gap: 0.5rem;
        align-items: start;
        justify-content: space-between;
        padding: 0.3rem 0 0.1rem;
      }

      .trouble button {
        flex: none;
      }
    `,
  ];

  static override properties = {
    trials: { attribute: false },
    axes: { attribute: false },
    active: { attribute: false },
    silent: { attribute: false },
  };

  declare trials: readonly TrialState[];
  declare axes: readonly Axis[];
  /** Whether a run is active, during which nothing can be rerun. */
  declare active: boolean;

  /** Whether the page already says elsewhere why all of them failed. */
  declare silent: boolean;

  constructor() {
    super();
    this.trials = [];
    this.axes = [];
    this.active = false;
    this.silent = false;
  }

  protected override render(): TemplateResult {
    const many = this.trials.length > shownAtOnce;
    return html`
      <ul aria-label="Trials" class=${many ? 'many' : ''} tabindex=${many ? '0' : nothing}>
        ${repeat(
          this.trials,
          ({ plan }) => plan.id,
          (trial) => guard([trial, this.axes, this.active, this.silent], () => this.#row(trial)),
        )}
      </ul>
    `;
  }

  #row(trial: TrialState): TemplateResult {
    const { plan, status } = trial;
    const label = trialLabel(plan.values);
    return html`
      <li>
        <div class="line">
          ${swatch(trialStyle(this.axes, plan.values))}
          <span class="name" title=${label}>${label}</span>
          <span class="status ${status}"
            >${icon(status)}${
              trial.kept === undefined
                ? statusWords[status]
                : html`<span title="finished ${dateText(trial.kept)}"
                    >${statusWords[status]}, kept from ${dayText(trial.kept, false)}</span
                  >`
            }</span
          >
        </div>
        ${troubleBadges(trial)}
        <div class="line">
          <progress
            max="1"
            aria-label="Progress of ${label}"
            .value=${progressOf(trial)}
          ></progress>
          <span class="figures numbers">${figures(trial)}</span>
        </div>
        ${
          this.silent || (trial.error === null && status !== 'cancelled')
            ? nothing
            : this.#trouble(trial, label)
        }
      </li>
    `;
  }

  #trouble(trial: TrialState, label: string): TemplateResult {
    const text =
      trial.error === null ? 'Cancelled; its results so far are kept.' : adviceFor(trial.error);
    return html`
      <div class="trouble">
        <p>${text}</p>
        ${
          this.active
            ? nothing
            : html`<button
                type="button"
                class="quiet"
                aria-label="Run again: ${label}"
                @click=${() => this.dispatchEvent(new RunAgainEvent([trial.plan.id]))}
              >
                ${icon('again')}Run again
              </button>`
        }
      </div>
    `;
  }
}

/** A diverged or failed trial's bar stays where it stopped. */
function progressOf(trial: TrialState): number {
  if (isComplete(trial)) return 1;
  return trial.stepsTotal === 0 ? 0 : trial.stepsDone / trial.stepsTotal;
}

function figures(trial: TrialState): string {
  const { plan, epochs, stepsDone, stepsTotal, seconds, status } = trial;
  if (stepsTotal === 0) return isComplete(trial) ? `one batch · ${duration(seconds)}` : 'one batch';
  if (status === 'waiting') {
    return `${count(plan.trial.epochs)} epochs · ${count(stepsTotal)} steps`;
  }
  const epoch = `epoch ${count(epochs.length)}/${count(plan.trial.epochs)}`;
  const steps = `${count(Math.floor(stepsDone))}/${count(stepsTotal)}`;
  return `${epoch} · ${steps} · ${duration(seconds)}`;
}

define('a2-trial-list', A2TrialList);

declare global {
  interface HTMLElementTagNameMap {
    'a2-trial-list': A2TrialList;
  }
}
