import { html, nothing, type TemplateResult } from 'lit';
import { DeferredElement } from '../../../../ui/elements/deferred-element.ts';
import '../../../../ui/elements/chart/element.ts';
import '../../../elements/contours/element.ts';
import { define } from '../../../../ui/elements/define.ts';
import '../../../../ui/elements/notice/element.ts';
import type { Dataset } from '../../../../protocol/dataset.ts';
import { base, buttons } from '../../../../ui/styles/shared.ts';
import { tables } from '../../../../ui/styles/tables.ts';
import { contoursOf } from '../../../theory/least-squares/contours.ts';
import { closedForm, iterates } from '../../../theory/least-squares/descent.ts';
import {
  lossAt,
  minimiser,
  problemOf,
  spectrumOf,
  type Problem,
} from '../../../theory/least-squares/problem.ts';
import { parseTable } from '../../../theory/least-squares/table.ts';
import { significant } from '../../../../base/numbers.ts';
import { pretty } from '../../../theory/graph/write.ts';
import type { Lab } from '../../../../ui/pages/lab.ts';
import { derivation } from '../../../answers/t4/derivation.ts';
import { byHand, maxByHand } from './by-hand.ts';
import { housingProblem, samples } from '../../../answers/t4/demo-data.ts';
import { agreement, behaviour, lossModel, lossSpec } from '../../../answers/t4/results.ts';
import { answerStyles } from '../answer-styles.ts';
import { sectionsOf, tableParts } from '../block-parts.ts';
import { printedChart } from '../printed-chart.ts';
import { t4Styles } from './styles.ts';

type Source = 'typed' | 'two' | 'all';

/** Columns of the two housing features whose weights span the contour plot. */
const planeColumns: readonly number[] = [0, 6];

/**
 * @summary Question T4: least squares by gradient descent, derived step by step, with an interactive example.
 */
export class A2TheoryT4 extends DeferredElement {
  static override styles = [base, buttons, tables, answerStyles, t4Styles];

  static override properties = {
    lab: { attribute: false },
    source: { state: true },
    text: { state: true },
    share: { state: true },
    steps: { state: true },
    start: { state: true },
    houses: { state: true },
    trouble: { state: true },
  };

  declare lab: Lab | null;
  declare protected source: Source;
  declare protected text: string;
  /** The step size as a share of the limit 2N/λ_max. */
  declare protected share: number;
  declare protected steps: number;
  /** The value of every weight of w₀. */
  declare protected start: number;
  declare protected houses: Dataset | null;
  declare protected trouble: string;

  constructor() {
    super();
    this.lab = null;
    this.source = 'typed';
    this.text = samples[0]!.text;
    this.share = 0.4;
    this.steps = 20;
    this.start = 0;
    this.houses = null;
    this.trouble = '';
  }

  async #choose(source: Source): Promise<void> {
    this.source = source;
    if (source === 'typed' || this.houses !== null || this.lab === null) return;
    this.trouble = '';
    try {
      this.houses = await this.lab.dataset('california-housing');
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error);
    }
  }

  protected override render(): TemplateResult {
    return html`
      ${sectionsOf(derivation)}
      <section class="demo">
        <h2>Numerical example</h2>
        ${this.#controls()} ${this.#shown()}
      </section>
    `;
  }

  /** The problem with the names of its weights, or a message why there is none yet. */
  #problem(): { problem: Problem; names: string[] } | string {
    if (this.source === 'typed') {
      const parsed = parseTable(this.text);
      if (!parsed.ok) return parsed.message;
      const problem = problemOf(parsed.x, parsed.y, parsed.features);
      return {
        problem,
        names: Array.from({ length: parsed.features }, (_, i) => pretty(`w${i + 1}`)),
      };
    }
    const dataset = this.houses;
    if (dataset === null)
      return this.trouble === '' ? 'Loading California housing …' : this.trouble;
    const all = dataset.featureNames.map((_, column) => column);
    const chosen = this.source === 'two' ? planeColumns : all;
    return {
      problem: housingProblem(dataset, chosen),
      names: chosen.map((column) => dataset.featureNames[column] ?? `feature ${column + 1}`),
    };
  }

  #controls(): TemplateResult {
    const source = (value: Source, label: string) => html`
      <button
        type="button"
        aria-pressed=${this.source === value ? 'true' : 'false'}
        @click=${() => void this.#choose(value)}
      >
        ${label}
      </button>
    `;
    return html`
      <p class="buttons" role="group" aria-label="Data">
        ${source('typed', 'Your numbers')}${source('two', 'Housing, two features')}${source('all', 'Housing, all eight features')}
      </p>
      ${this.source === 'typed' ? this.#table() : html`<p class="soft">The 15,480 training districts. Features are standardised; the mean is subtracted from the target.</p>`}
      <div class="sliders no-print">
        ${this.#slider('share', 'Step size α, as a share of the limit', this.share, 0.01, 1.25, 0.01)}
        ${this.#slider('steps', 'Steps k', this.steps, 0, 400, 1)}
        ${this.#slider('start', 'Every weight of w₀', this.start, -5, 5, 0.1)}
      </div>
    `;
  }

  #table(): TemplateResult {
    return html`
      <p class="buttons" role="group" aria-label="Example tables">
        ${samples.map(
          ({ name, text }) => html`
            <button
              type="button"
              class="quiet"
              aria-pressed=${this.text === text ? 'true' : 'false'}
              @click=${() => (this.text = text)}
            >
              ${name}
            </button>
          `,
        )}
      </p>
      <label for="table">One sample per row: features, then the target</label>
      <textarea
        id="table"
        rows="6"
        spellcheck="false"
        .value=${this.text}
        @input=${(event: Event) => (this.text = (event.target as HTMLTextAreaElement).value)}
      ></textarea>
    `;
  }

  #slider(
    key: 'share' | 'steps' | 'start',
    label: string,
    value: number,
    min: number,
    max: number,
    step: number,
  ): TemplateResult {
    return html`
      <label
        ><span
          >${label}:
          <output>${key === 'share' ? `${(value * 100).toFixed(0)} %` : value}</output></span
        >
        <input
          type="range"
          min=${min}
          max=${max}
          step=${step}
          .value=${String(value)}
          @input=${(event: Event) => (this[key] = Number((event.target as HTMLInputElement).value))}
        />
      </label>
    `;
  }

  #shown(): TemplateResult {
    const found = this.#problem();
    if (typeof found === 'string') {
      return html`<a2-notice
        kind=${this.trouble === '' && this.source !== 'typed' ? 'info' : 'warning'}
        >${found}</a2-notice
      >`;
    }
    const { problem, names } = found;
    const spectrum = spectrumOf(problem);
    const rate = spectrum.limit === Infinity ? 1 : spectrum.limit * this.share;
    const start = names.map(() => this.start);
    const best = minimiser(problem);
    const path = iterates(problem, start, rate, this.steps);
    const closed = closedForm(problem, start, rate, path.length - 1);
    const least = lossAt(problem, best);
    // Rounding may give a loss slightly below the minimum.
    const losses = path.map((w) => Math.max(0, lossAt(problem, w) - least));
    const [spec, model] = [lossSpec(this.steps), lossModel(losses, this.steps)];
    return html`
      <p class="result" aria-live="polite">
        2N/λ_max = ${significant(spectrum.limit, 5)}, α = ${significant(rate, 5)}.
        ${behaviour(spectrum, rate)}
      </p>
      ${
        spectrum.rank < problem.features
          ? html`<a2-notice kind="info">
              In float64, XᵀX is numerically singular: the data determine ${spectrum.rank} of
              ${problem.features} directions. All minimisers have the same loss; the pseudo-inverse
              gives the one with the smallest norm. Gradient descent from zero converges to it too;
              from any other start it keeps the start’s components along the undetermined
              directions.
            </a2-notice>`
          : nothing
      }
      <div class="side-by-side">
        ${
          problem.features === 2
            ? html`<figure>
                <figcaption>The path over the contour lines of the loss</figcaption>
                <a2-contours
                  .contours=${contoursOf(problem, [start])}
                  .path=${path}
                  .names=${[names[0]!, names[1]!]}
                ></a2-contours>
              </figure>`
            : nothing
        }
        <a2-chart .spec=${spec} .model=${model}></a2-chart>
        ${printedChart(spec, model)}
      </div>
      <p>w after ${path.length - 1} steps:</p>
      ${tableParts(agreement(names, path.at(-1)!, closed, best))}
      ${
        this.source === 'typed' && problem.features <= maxByHand
          ? byHand(problem, start, rate, `${this.text} ${this.share} ${this.start}`)
          : nothing
      }
    `;
  }
}

define('a2-theory-t4', A2TheoryT4);

declare global {
  interface HTMLElementTagNameMap {
    'a2-theory-t4': A2TheoryT4;
  }
}
