import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../../../ui/elements/deferred-element.ts';
import { significant } from '../../../base/numbers.ts';
import { numberDoubt, typedNumber } from '../../../base/typed-number.ts';
import { base, buttons } from '../../../ui/styles/shared.ts';
import { define } from '../../../ui/elements/define.ts';
import { icon } from '../../../ui/elements/icons.ts';
import { m } from '../../../ui/elements/math/math.ts';
import { ProgressController } from './controller.ts';
import { progress } from './progress.ts';
import { tryStyles } from './styles.ts';

export interface Ask {
  /** Its name in words, for instance "output y". */
  readonly label: string;
  /** Its symbol, in TeX. */
  readonly tex: string;
  readonly value: number;
  /** Largest accepted difference from `value`. */
  readonly tolerance: number;
}

/** Half a unit of the fourth significant digit. Counts use a tolerance of 0 instead. */
export const toleranceOf = (value: number): number => {
  if (value === 0) return 0.0005;
  return 0.5 * 10 ** (Math.floor(Math.log10(Math.abs(value))) - 3);
};

type Verdict = 'right' | 'wrong' | 'no number';

/** Also with spaces between groups of digits, and with one grouping comma: the answer is compared, not used. */
function numberOf(text: string): number {
  const plain = text.replaceAll(/[\s\u00a0]/g, '');
  const typed = typedNumber(plain);
  return Number.isNaN(typed) && numberDoubt(plain) !== ''
    ? typedNumber(plain.replace(',', ''))
    : typed;
}

const verdictOf = (text: string, { value, tolerance }: Ask): Verdict => {
  const typed = numberOf(text);
  if (!Number.isFinite(typed)) return 'no number';
  // The tolerance is itself rounded; answers at its edge must still be accepted.
  return Math.abs(typed - value) <= tolerance * (1 + 1e-9) ? 'right' : 'wrong';
};

/** Asks for a number, with the tolerance of `toleranceOf`. @param tex its symbol */
export const askOf = (label: string, tex: string, value: number): Ask => ({
  label,
  tex,
  value,
  tolerance: toleranceOf(value),
});

/**
 * @summary A worked answer. In student mode, number fields and hints take its place until all fields are
 * right or the reader asks for the answer. It is always printed.
 *
 * @slot - the worked answer
 */
export class A2TheoryTry extends DeferredElement {
  static override styles = [base, buttons, tryStyles];

  static override properties = {
    question: {},
    asks: { attribute: false },
    hints: { attribute: false },
    typed: { state: true },
    verdicts: { state: true },
    hinted: { state: true },
  };

  /** Identifies the question together with its numbers: with other numbers it is unanswered again. */
  declare question: string;
  declare asks: readonly Ask[];
  /** Hints that lead to the answer, in order. */
  declare hints: readonly (string | TemplateResult)[];
  declare protected typed: ReadonlyMap<number, string>;
  declare protected verdicts: ReadonlyMap<number, Verdict>;
  declare protected hinted: number;

  constructor() {
    super();
    this.question = '';
    this.asks = [];
    this.hints = [];
    this.typed = new Map();
    this.verdicts = new Map();
    this.hinted = 0;
    new ProgressController(this);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('question')) return;
    this.typed = new Map();
    this.verdicts = new Map();
    this.hinted = 0;
  }

  protected override render(): TemplateResult {
    if (!progress.tryFirst) return html`<slot></slot>`;
    const outcome = progress.outcome(this.question);
    if (outcome !== undefined) {
      return html`
        <p class="outcome ${outcome}">
          ${icon(outcome === 'solved' ? 'done' : 'info')}
          ${outcome === 'solved' ? 'Solved by you' : 'Answer shown'}
        </p>
        <slot></slot>
      `;
    }
    return html`
      <form novalidate @submit=${this.#check}>
        <p class="small soft">Answer first. The tolerance is shown below each field.</p>
        <div class="asks">${this.asks.map((ask, index) => this.#ask(ask, index))}</div>
        <div class="row">
          <button class="primary">Check</button>
          ${
            this.hinted < this.hints.length
              ? html`<button type="button" @click=${() => this.hinted++}>
                  ${this.hinted === 0 ? 'Hint' : 'Next hint'} (${this.hinted + 1} of
                  ${this.hints.length})
                </button>`
              : nothing
          }
          <button
            type="button"
            class="quiet"
            @click=${() => progress.finish(this.question, 'shown')}
          >
            Show the answer
          </button>
        </div>
        <ol class="hints" aria-live="polite">
          ${this.hints.slice(0, this.hinted).map((hint) => html`<li>${hint}</li>`)}
        </ol>
      </form>
      <div class="hidden"><slot></slot></div>
    `;
  }

  #ask(ask: Ask, index: number): TemplateResult {
    const verdict = this.verdicts.get(index);
    const id = `ask-${index}`;
    return html`
      <div class="ask">
        <label for=${id}>${m(ask.tex)} <span class="soft">${ask.label}</span></label>
        <input
          id=${id}
          type="text"
          inputmode="decimal"
          autocomplete="off"
          aria-describedby="${id}-about"
          aria-invalid=${verdict === undefined || verdict === 'right' ? 'false' : 'true'}
          .value=${this.typed.get(index) ?? ''}
          @input=${(event: Event) => this.#typed(index, event)}
        />
        <p id="${id}-about" class="small ${verdict ?? ''}" role="status">
          ${this.#about(ask, verdict)}
        </p>
      </div>
    `;
  }

  #about({ tolerance }: Ask, verdict: Verdict | undefined): TemplateResult | string {
    if (verdict === 'right') return html`${icon('done')} right`;
    const allowed = tolerance === 0 ? 'exactly' : `± ${significant(tolerance, 1)}`;
    if (verdict === 'wrong') return html`${icon('failed')} not yet (${allowed})`;
    if (verdict === 'no number') return html`${icon('failed')} not a number (${allowed})`;
    return allowed;
  }

  #typed(index: number, event: Event): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.typed = new Map(this.typed).set(index, event.target.value);
    const verdicts = new Map(this.verdicts);
    verdicts.delete(index);
    this.verdicts = verdicts;
  }

  #check(event: Event): void {
    event.preventDefault();
    this.verdicts = new Map(
      this.asks.map((ask, index) => [index, verdictOf(this.typed.get(index) ?? '', ask)]),
    );
    if (this.asks.length > 0 && [...this.verdicts.values()].every((each) => each === 'right')) {
      progress.finish(this.question, 'solved');
    }
  }
}

define('a2-theory-try', A2TheoryTry);

declare global {
  interface HTMLElementTagNameMap {
    'a2-theory-try': A2TheoryTry;
  }
}
