import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../deferred-element.ts';
import { keyed } from 'lit/directives/keyed.js';
import type { ChartModel } from '../../../figures/charts/model.ts';
import type { Axis } from '../../../document/schema.ts';
import type { XWindow } from '../../../figures/charts/window.ts';
import type { RunStatus, TrialState } from '../../../lab/state.ts';
import { base, buttons } from '../../styles/shared.ts';
import '../chart/element.ts';
import { define } from '../define.ts';
import { FigureModels, maxGroups } from '../../../figures/models.ts';
import { hasSeedAxis, trialGroups } from '../../../figures/seeds.ts';
import { figuresOf, type Figure } from '../../../figures/specs.ts';

/** A figure and its chart's callbacks, which keep their identity while the figure exists. */
interface Slot {
  readonly figure: Figure;
  readonly detail: ((window: XWindow) => ChartModel) | null;
  readonly csv: () => Promise<string>;
}

/**
 * @summary The live figures of a run; the trials determine which ones.
 */
export class A2Figures extends DeferredElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 36rem), 1fr));
        gap: 1rem;
        align-items: start;
      }

      p,
      .seeds {
        grid-column: 1 / -1;
      }

      .seeds {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.2rem 0.5rem;
      }

      .seeds button {
        border-color: var(--a2-line);
      }

      .seeds [aria-pressed='true'] {
        background: var(--a2-accent-tint);
        font-weight: var(--a2-bold);
      }

      @media (forced-colors: active) {
        .seeds [aria-pressed='true'] {
          outline: 2px solid Highlight;
          outline-offset: -3px;
        }
      }
    `,
  ];

  static override properties = {
    trials: { attribute: false },
    axes: { attribute: false },
    status: { attribute: false },
    standIn: { attribute: false },
    highlighted: { attribute: false },
    experiment: { attribute: false },
    most: { attribute: false },
    together: { state: true },
  };

  declare trials: readonly TrialState[];
  declare axes: readonly Axis[];
  declare status: RunStatus;
  /** "stand-in data, not FashionMNIST", or '' for real data. */
  declare standIn: string;
  /** The id of the highlighted trial; the other trials' lines are drawn pale. */
  declare highlighted: string | null;
  /** First in the names of saved files. */
  declare experiment: string;
  /** How many figures are drawn, from the first on; all by default. */
  declare most: number;
  /** Whether seeds are drawn as their mean and range, if they are an axis. */
  declare protected together: boolean;

  #slots: readonly Slot[] = [];
  #models = new FigureModels([]);
  #planned = '';

  constructor() {
    super();
    this.trials = [];
    this.axes = [];
    this.status = 'idle';
    this.standIn = '';
    this.highlighted = null;
    this.experiment = '';
    this.most = Infinity;
    this.together = true;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('trials') && !changed.has('axes')) return;
    // For the user's own table, chance is known once its classes are counted.
    const planned =
      this.trials.map(({ plan, classes }) => `${plan.id} ${String(classes?.test)}`).join(' ') +
      JSON.stringify(this.axes);
    if (planned === this.#planned) return;
    this.#planned = planned;
    this.#slots = figuresOf(
      this.trials.map(({ plan }) => plan.trial),
      this.trials.map(({ classes }) => classes),
    ).map((figure) => this.#slot(figure));
    this.#models = new FigureModels(this.axes);
  }

  #slot(figure: Figure): Slot {
    const detail = (window: XWindow) =>
      this.#models.model(figure, this.trials, this.together, window);
    return {
      figure,
      // Only batches are too many to draw individually.
      detail: figure.kind === 'steps' ? detail : null,
      csv: async () => (await import('./full-csv.ts')).fullCsv(figure, this.trials),
    };
  }

  get #pending(): string {
    if (this.status === 'preparing') return 'Waiting for the dataset …';
    if (this.status === 'running') return 'Training; the first point appears soon …';
    return '';
  }

  protected override render(): TemplateResult {
    const seeds = hasSeedAxis(this.axes);
    const together = seeds && this.together;
    const { length } = this.trials;
    // Cheap check first: there are at most as many groups as trials.
    const groups = length > maxGroups ? trialGroups(this.trials, this.axes, together).length : 0;
    return html`
      ${seeds ? this.#seedButtons() : nothing}
      ${
        groups > maxGroups
          ? html`<p class="small soft">
              Showing the first ${maxGroups} of ${groups} ${together ? 'set-ups' : 'trials'}. The
              CSV of each figure has all of them.
            </p>`
          : nothing
      }
      ${this.#slots
        .slice(0, this.most)
        .map(({ figure, detail, csv }) =>
          keyed(
            figure.spec.id,
            html`<a2-chart
              .spec=${figure.spec}
              .model=${this.#models.model(figure, this.trials, together)}
              .detail=${detail}
              .csv=${csv}
              .experiment=${this.experiment}
              .pending=${this.#pending}
              .standIn=${this.standIn}
              .highlighted=${this.highlighted}
            ></a2-chart>`,
          ),
        )}
    `;
  }

  #seedButtons(): TemplateResult {
    const button = (together: boolean, label: string) => html`
      <button
        type="button"
        class="quiet"
        aria-pressed=${this.together === together ? 'true' : 'false'}
        @click=${() => {
          this.together = together;
        }}
      >
        ${label}
      </button>
    `;
    return html`<div class="seeds small" role="group" aria-label="Seeds in the figures">
      <span class="soft" aria-hidden="true">Seeds</span>
      ${button(true, 'mean and range')} ${button(false, 'individual')}
    </div>`;
  }
}

define('a2-figures', A2Figures);

declare global {
  interface HTMLElementTagNameMap {
    'a2-figures': A2Figures;
  }
}
