import { html, type TemplateResult } from 'lit';
import { DeferredElement } from '../../../ui/elements/deferred-element.ts';
import type { Step } from '../../answers/types.ts';
import { base, buttons } from '../../../ui/styles/shared.ts';
import { define } from '../../../ui/elements/define.ts';
import { mm } from '../../../ui/elements/math/math.ts';
import { stepStyles } from './styles.ts';

/** The reader has selected a step. */
export class StepEvent extends Event {
  readonly index: number;

  constructor(index: number) {
    super('a2-step', { bubbles: true, composed: true });
    this.index = index;
  }
}

/**
 * @summary A computation step by step. All steps are visible; a drawing beside them shows the current
 * one.
 *
 * @fires a2-step - the reader has selected a step
 */
export class A2TheorySteps extends DeferredElement {
  static override styles = [base, buttons, stepStyles];

  static override properties = {
    steps: { attribute: false },
    current: { type: Number },
  };

  declare steps: readonly Step[];
  declare current: number;

  constructor() {
    super();
    this.steps = [];
    this.current = 0;
  }

  protected override render(): TemplateResult {
    const last = this.steps.length - 1;
    return html`
      <div class="bar">
        <button type="button" ?disabled=${this.current <= 0} @click=${() => this.#go(-1)}>
          Previous step
        </button>
        <button type="button" ?disabled=${this.current >= last} @click=${() => this.#go(1)}>
          Next step
        </button>
        <p class="small soft" aria-live="polite">
          Step ${this.current + 1} of ${this.steps.length}: ${this.steps[this.current]?.title}
        </p>
      </div>
      <ol>
        ${this.steps.map((step, index) => this.#step(step, index))}
      </ol>
    `;
  }

  #step({ title, lines, note }: Step, index: number): TemplateResult {
    return html`
      <li class=${index === this.current ? 'current' : ''}>
        <h3>
          <button
            type="button"
            class="title"
            aria-current=${index === this.current ? 'step' : 'false'}
            @click=${() => this.#tell(index)}
          >
            ${index + 1}. ${title}
          </button>
        </h3>
        ${lines.map((line) => mm(line))}
        ${note === undefined ? '' : html`<p class="small soft">${note}</p>`}
      </li>
    `;
  }

  #go(by: number): void {
    this.#tell(this.current + by);
  }

  #tell(index: number): void {
    this.dispatchEvent(new StepEvent(index));
  }
}

define('a2-theory-steps', A2TheorySteps);

declare global {
  interface HTMLElementTagNameMap {
    'a2-theory-steps': A2TheorySteps;
  }
}
