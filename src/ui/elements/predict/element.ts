import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { limits } from '../../../document/limits.ts';
import type { Prediction } from '../../../formats/results/document.ts';
import { base, buttons } from '../../styles/shared.ts';
import { dateText } from '../../../base/numbers.ts';
import { define } from '../define.ts';
import { icon } from '../icons.ts';
import { PredictEvent } from './event.ts';
import { predictStyles } from './styles.ts';

/**
 * @summary A question answered before a run, and the answer shown beside the outcome.
 *
 * Without a prediction it asks. With one it shows it: editable until the run, then (`disabled`) as written.
 *
 * @slot result - the outcome, beside the prediction
 * @slot again - a button for another prediction, below a fixed one
 * @event a2-predict - an answer was given; `prediction`
 */
export class A2Predict extends LitElement {
  static override styles = [base, buttons, predictStyles];

  static override properties = {
    question: {},
    prediction: { attribute: false },
    disabled: { type: Boolean },
    typed: { state: true },
    editing: { state: true },
    wanting: { state: true },
  };

  declare question: string;
  /** What was answered; null before that. */
  declare prediction: Prediction | null;
  /** Whether it is fixed: its run has started or ended. */
  declare disabled: boolean;
  declare protected typed: string;
  /** Whether a given answer is being edited. */
  declare protected editing: boolean;
  /** Whether an empty answer was submitted. */
  declare protected wanting: boolean;

  /** The question that `typed` answers, so that it is never shown for another one. */
  #asked = '';

  constructor() {
    super();
    this.question = '';
    this.prediction = null;
    this.disabled = false;
    this.typed = '';
    this.editing = false;
    this.wanting = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.question !== this.#asked) {
      if (this.#asked !== '') this.typed = '';
      this.#asked = this.question;
    }
    if (changed.has('prediction') || (changed.has('disabled') && this.disabled)) {
      this.editing = false;
    }
  }

  /** Focuses the answer's field, or the prediction itself. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('textarea, .given')?.focus();
  }

  #send(): void {
    const answer = this.typed.trim();
    if (answer === '') {
      this.wanting = true;
      this.focus();
      return;
    }
    const date = new Date().toISOString();
    this.wanting = false;
    this.editing = false;
    this.typed = '';
    this.dispatchEvent(new PredictEvent({ question: this.question, answer, date }));
    // The field disappears, so the focus moves on.
    void this.updateComplete.then(() => this.focus());
  }

  async #change({ answer }: Prediction): Promise<void> {
    this.typed = answer;
    this.editing = true;
    await this.updateComplete;
    this.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { prediction, disabled } = this;
    const question = prediction?.question ?? this.question;
    if (question === '') return nothing;
    const asking = !disabled && (prediction === null || this.editing);
    return html`
      <section aria-labelledby="head">
        <div class="side">
          <h2 id="head">${this.#heading(asking)}</h2>
          <p class="question" id="question">${question}</p>
          ${asking ? this.#field() : this.#given(prediction)}
        </div>
        <slot name="result"></slot>
      </section>
    `;
  }

  #heading(asking: boolean): string {
    if (asking) return 'Predict before you run';
    return this.disabled ? 'What was predicted' : 'Your prediction';
  }

  #field(): TemplateResult {
    return html`
      <label class="small soft" for="answer">What do you expect, and why?</label>
      <textarea
        id="answer"
        rows="3"
        maxlength=${limits.answer}
        aria-describedby="question wanting"
        aria-invalid=${this.wanting ? 'true' : nothing}
        .value=${live(this.typed)}
        @input=${(event: Event) => {
          this.typed = (event.target as HTMLTextAreaElement).value;
          this.wanting = false;
        }}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          // On the page the same keys run the experiment; here they submit the answer first.
          event.preventDefault();
          event.stopPropagation();
          this.#send();
        }}
      ></textarea>
      <p class="error small" id="wanting" role="alert">
        ${this.wanting ? 'Write what you expect first: one sentence will do.' : ''}
      </p>
      <p class="foot">
        <button type="button" class="primary" @click=${this.#send}>Save my prediction</button>
        ${
          this.editing
            ? html`<button type="button" class="quiet" @click=${() => (this.editing = false)}>
                Cancel
              </button>`
            : nothing
        }
        <span class="small soft"
          >It is shown beside the result and cannot be changed after Run.</span
        >
      </p>
    `;
  }

  #given(prediction: Prediction | null): TemplateResult {
    if (prediction === null) {
      return html`<p class="given soft" tabindex="-1">No prediction was made before this run.</p>`;
    }
    const { answer, date } = prediction;
    return html`
      <blockquote class="given" tabindex="-1">
        ${answer.split('\n').map((line) => html`<p>${line}</p>`)}
      </blockquote>
      <p class="foot small soft">
        <span>
          ${icon(this.disabled ? 'lock' : 'done')} ${this.disabled ? 'Written' : 'Saved, written'}
          ${dateText(Date.parse(date))}${this.disabled ? ', before the run' : ''}
        </span>
        ${
          this.disabled
            ? html`<slot name="again"></slot>`
            : html`<button
                type="button"
                class="quiet"
                @click=${() => void this.#change(prediction)}
              >
                Edit prediction
              </button>`
        }
      </p>
    `;
  }
}

define('a2-predict', A2Predict);

declare global {
  interface HTMLElementTagNameMap {
    'a2-predict': A2Predict;
  }
}
