import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../deferred-element.ts';
import { keyed } from 'lit/directives/keyed.js';
import { figureIn, mainMetric } from '../../../catalog/lookup/metric.ts';
import { metricMeta } from '../../../catalog/registry/metric.meta.ts';
import { taskOf } from '../../../document/parameters.ts';
import type { ChartModel } from '../../../figures/charts/model.ts';
import type { Axis } from '../../../document/schema.ts';
import type { XWindow } from '../../../figures/charts/window.ts';
import { hasEnded, isComplete } from '../../../document/trial-status.ts';
import type { RunStatus, TrialState } from '../../../lab/state.ts';
import { Latest } from '../../../base/latest.ts';
import { count } from '../../../base/numbers.ts';
import { base, buttons } from '../../styles/shared.ts';
import '../chart/element.ts';
import { define } from '../define.ts';
import { FigureModels, maxGroups, type Choice } from '../../../figures/models.ts';
import { hasSeedAxis, type BadgeOf } from '../../../figures/seeds.ts';
import { figuresOf, type Figure } from '../../../figures/specs.ts';

/** With more lines than this, a legend is long. */
const fewGroups = 20;

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

      /* Legends of dozens of lines are laid out and painted only near the view. */
      .many {
        content-visibility: auto;
        contain-intrinsic-block-size: auto 34rem;
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
    best: { state: true },
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
  /** Whether the best groups are shown, rather than the first. */
  declare protected best: boolean;

  #slots: readonly Slot[] = [];
  #models = new FigureModels([]);
  #badgeOf: BadgeOf = () => undefined;
  #asksBadges = false;
  readonly #planned = new Latest<void>();
  readonly #rank = new Latest<Choice['rank']>();

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
    this.best = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('trials') && !changed.has('axes')) return;
    const { trials, axes } = this;
    // For the user's own table, chance is known once its classes are counted.
    const counted = trials.map(({ classes }) => classes && String(classes.test));
    this.#planned.of([axes, ...trials.map(({ plan }) => plan.id), ...counted], () => {
      this.#slots = figuresOf(
        trials.map(({ plan }) => plan.trial),
        trials.map(({ classes }) => classes),
      ).map((figure) => this.#slot(figure));
      this.#models = new FigureModels(axes, this.#badgeOf);
    });
    if (!this.#asksBadges && trials.some(hasEnded)) void this.#loadBadges();
  }

  /** What went wrong in trials is fetched with the first that has ended. Without it, their names stand alone. */
  async #loadBadges(): Promise<void> {
    this.#asksBadges = true;
    try {
      const { badgeOf } = await import('../../../insights/diagnosis.ts');
      this.#badgeOf = badgeOf;
      this.#models = new FigureModels(this.axes, badgeOf);
      this.requestUpdate();
    } catch {
      this.#asksBadges = false;
    }
  }

  #slot(figure: Figure): Slot {
    const detail = (window: XWindow) =>
      this.#models.model(figure, this.trials, this.together, window, this.#choice);
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
    const groups = this.#models.count(this.trials, together);
    return html`
      ${seeds ? this.#seedButtons() : nothing}
      ${groups > maxGroups ? this.#choiceOf(groups, together ? 'set-ups' : 'trials') : nothing}
      ${this.#slots
        .slice(0, this.most)
        .map(({ figure, detail, csv }) =>
          keyed(
            figure.spec.id,
            html`<a2-chart
              class=${groups > fewGroups ? 'many' : ''}
              .spec=${figure.spec}
              .model=${this.#models.model(figure, this.trials, together, null, this.#choice)}
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

  get #choice(): Choice {
    return { rank: this.best ? this.#bestFirst() : null, also: this.highlighted };
  }

  /** By the mean of the main figure of the trials that are done, on the validation rows if some are held out. */
  #bestFirst(): Choice['rank'] {
    const [first] = this.trials.map(({ plan }) => plan.trial);
    if (first === undefined) return null;
    const part = first.dataset.validation === null ? 'test' : 'validation';
    const metric = mainMetric(taskOf(first.dataset));
    // The same function for the same figure: models are made again for another one.
    return this.#rank.of([part, metric], () => (trials) => {
      const found = trials
        .filter(isComplete)
        .map(({ epochs }) => figureIn(epochs.at(-1) ?? {}, part, metric))
        .filter((value) => value !== null);
      if (found.length === 0) return -Infinity;
      const mean = found.reduce((sum, value) => sum + value, 0) / found.length;
      return metricMeta[metric].better === 'low' ? -mean : mean;
    });
  }

  #choiceOf(groups: number, what: string): TemplateResult {
    return html`<p class="small soft">
      <label
        >Showing
        <select
          @change=${(event: Event) => {
            this.best = (event.target as HTMLSelectElement).selectedIndex === 1;
          }}
        >
          <option>the first ${maxGroups}</option>
          <option>the best ${maxGroups}</option>
        </select></label
      >
      of ${count(groups)} ${what}, and the highlighted one. The CSV of each figure has all of them.
    </p>`;
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
