import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Axis } from '../../experiment/schema.ts';
import type { RunStatus, TrialState } from '../../run/state.ts';
import { base } from '../../styles/shared.ts';
import '../chart/element.ts';
import { define } from '../define.ts';
import { FigureModels, mostTrials } from './models.ts';
import { figuresOf, type Figure } from './specs.ts';

/**
 * @summary The figures of a run, live: which ones there are follows from the trials.
 */
export class A2Figures extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 36rem), 1fr));
        gap: 1rem;
        align-items: start;
      }

      p {
        grid-column: 1 / -1;
      }
    `,
  ];

  static override properties = {
    trials: { attribute: false },
    axes: { attribute: false },
    status: { attribute: false },
    standIn: { attribute: false },
    highlighted: { attribute: false },
  };

  declare trials: readonly TrialState[];
  declare axes: readonly Axis[];
  declare status: RunStatus;
  /** "stand-in data, not FashionMNIST", or '' for real data. */
  declare standIn: string;
  /** The id of the trial that is set off; the others' lines are drawn pale. */
  declare highlighted: string | null;

  #figures: readonly Figure[] = [];
  #models = new FigureModels([]);
  #planned = '';

  constructor() {
    super();
    this.trials = [];
    this.axes = [];
    this.status = 'idle';
    this.standIn = '';
    this.highlighted = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('trials') && !changed.has('axes')) return;
    const planned = this.trials.map(({ plan }) => plan.id).join(' ') + JSON.stringify(this.axes);
    if (planned === this.#planned) return;
    this.#planned = planned;
    this.#figures = figuresOf(this.trials.map(({ plan }) => plan.trial));
    this.#models = new FigureModels(this.axes);
  }

  get #pending(): string {
    if (this.status === 'preparing') return 'Waiting for the dataset …';
    if (this.status === 'running') return 'Training; the first point comes soon …';
    return '';
  }

  protected override render(): TemplateResult {
    const { length } = this.trials;
    return html`
      ${
        length > mostTrials
          ? html`<p class="small soft">Drawn: the first ${mostTrials} of ${length} trials.</p>`
          : nothing
      }
      ${this.#figures.map((figure) =>
        keyed(
          figure.spec.id,
          html`<a2-chart
            .spec=${figure.spec}
            .model=${this.#models.model(figure, this.trials)}
            .pending=${this.#pending}
            .standIn=${this.standIn}
            .highlighted=${this.highlighted}
          ></a2-chart>`,
        ),
      )}
    `;
  }
}

define('a2-figures', A2Figures);

declare global {
  interface HTMLElementTagNameMap {
    'a2-figures': A2Figures;
  }
}
