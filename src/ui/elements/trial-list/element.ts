import { css, html, nothing, type TemplateResult } from 'lit';
import { DeferredElement } from '../deferred-element.ts';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { count, dateText, dayText, duration } from '../../../base/numbers.ts';
import { trialStyle } from '../../../figures/charts/palette.ts';
import type { Axis } from '../../../document/schema.ts';
import { hasEnded, isComplete } from '../../../document/trial-status.ts';
import type { TrialState } from '../../../lab/state.ts';
import { base, buttons } from '../../styles/shared.ts';
import { progressBars } from '../../styles/progress-bars.ts';
import { seriesColours } from '../../styles/series-colours.ts';
import { define } from '../define.ts';
import { icon, swatch } from '../icons.ts';
import { LoadedModules } from '../loaded.ts';
import { SeenRows } from '../rows/seen-rows.ts';
import type { Seen } from '../rows/types.ts';
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

      .gap {
        grid-column: 1 / -1;
        padding: 0;
        border: 0;
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
    columns: { state: true },
  };

  declare trials: readonly TrialState[];
  declare axes: readonly Axis[];
  /** Whether a run is active, during which nothing can be rerun. */
  declare active: boolean;

  /** Whether the page already says elsewhere why all of them failed. */
  declare silent: boolean;

  declare protected columns: number;

  #resizes: ResizeObserver | null = null;
  readonly #rows = new SeenRows(this, {
    scroller: () => this.renderRoot.querySelector('ul'),
    list: () => this.renderRoot.querySelector('ul'),
    height: 60,
    printed: false,
  });

  readonly #modules = new LoadedModules<unknown>(this);

  constructor() {
    super();
    this.trials = [];
    this.axes = [];
    this.active = false;
    this.silent = false;
    this.columns = 1;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes = new ResizeObserver(() => this.#follow());
    this.#resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes?.disconnect();
  }

  protected override render(): TemplateResult {
    const { trials } = this;
    const many = trials.length > shownAtOnce;
    const part = this.#rows.isPart(trials.length);
    const columns = part ? this.columns : 1;
    const lines = Math.ceil(trials.length / columns);
    const seen = this.#rows.of(lines, (line) => trials[line * columns]?.plan.id ?? '');
    return html`
      <ul aria-label="Trials" class=${many ? 'many' : ''} tabindex=${many ? '0' : nothing}>
        ${repeat(
          seen.flatMap((each): readonly (Seen & { readonly line?: number })[] =>
            'gap' in each ? [each] : itemsOf(each.index, columns, trials.length),
          ),
          (each, at) => ('gap' in each ? `gap ${at}` : trials[each.index]!.plan.id),
          (each) => {
            if ('gap' in each)
              return html`<li class="gap" aria-hidden="true" data-gap=${each.gap}></li>`;
            const trial = trials[each.index]!;
            const at = part ? each.index : null;
            return guard([trial, this.axes, this.active, this.silent, at, each.line], () =>
              this.#row(trial, at, each.line),
            );
          },
        )}
      </ul>
    `;
  }

  /** In how many columns the style sheet lays the trials out, where only some are drawn. */
  #follow(): void {
    const list = this.renderRoot.querySelector('ul');
    if (list === null) return;
    this.columns = getComputedStyle(list).gridTemplateColumns.split(' ').length;
  }

  /** @param at its index, if not all are drawn @param line if it is the first of one */
  #row(trial: TrialState, at: number | null, line?: number): TemplateResult {
    const { plan, status } = trial;
    const label = trialLabel(plan.values);
    return html`
      <li
        data-index=${line ?? nothing}
        aria-setsize=${at === null ? nothing : this.trials.length}
        aria-posinset=${at === null ? nothing : at + 1}
      >
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
        ${this.#badges(trial)}
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

  #badges(trial: TrialState): TemplateResult | typeof nothing {
    if (!hasEnded(trial)) return nothing;
    // Without them the list is whole: the table and the findings say the same.
    this.#modules.get('badges', () => import('../trouble-badges/element.ts'));
    return html`<a2-trouble-badges .trial=${trial}></a2-trouble-badges>`;
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

/** The trials of a line; the first stands for it. */
const itemsOf = (line: number, columns: number, count: number) =>
  Array.from({ length: Math.min(columns, count - line * columns) }, (_, at) => ({
    index: line * columns + at,
    ...(at === 0 ? { line } : {}),
  }));

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
