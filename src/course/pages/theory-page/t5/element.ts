import { html, type TemplateResult } from 'lit';
import { DeferredElement } from '../../../../ui/elements/deferred-element.ts';
import { define } from '../../../../ui/elements/define.ts';
import { m, mm } from '../../../../ui/elements/math/math.ts';
import '../../../elements/theory-fields/element.ts';
import type { FieldValues } from '../../../answers/types.ts';
import type { ValuesEvent } from '../../../elements/theory-fields/element.ts';
import '../../../elements/theory-network/element.ts';
import '../../../elements/theory-steps/element.ts';
import type { StepEvent } from '../../../elements/theory-steps/element.ts';
import '../../../elements/theory-try/element.ts';
import { toleranceOf, type Ask } from '../../../elements/theory-try/element.ts';
import { base, buttons } from '../../../../ui/styles/shared.ts';
import { tables } from '../../../../ui/styles/tables.ts';
import { wirings, type Wiring } from '../../../theory/small-net.ts';
import { answerStyles } from '../answer-styles.ts';
import { drawingOf } from '../../../answers/t5/drawing.ts';
import {
  askedValues,
  parameterFields,
  sampleFields,
  solve,
  type Solution,
} from '../../../answers/t5/problem.ts';
import { stepsOf } from '../../../answers/t5/steps.ts';
import { momentumLines } from '../../../answers/t5/momentum.ts';
import { bothWirings, gradientTable, wiringWords } from '../../../answers/t5/tables.ts';
import { tableParts } from '../block-parts.ts';

/** @summary The answer to question T5: one step of backpropagation on a 2-2-1 network. */
export class A2TheoryT5 extends DeferredElement {
  static override styles = [base, buttons, tables, answerStyles];

  static override properties = {
    values: { state: true },
    wiring: { state: true },
    current: { state: true },
  };

  declare protected values: FieldValues;
  declare protected wiring: Wiring;
  declare protected current: number;

  constructor() {
    super();
    this.values = askedValues;
    this.wiring = 'by-neuron';
    this.current = 0;
  }

  protected override render(): TemplateResult {
    const solution = solve(this.values, this.wiring);
    return html`${this.#given()} ${this.#worked(solution)} ${this.#compared()}
    ${this.#momentum(solution)}`;
  }

  #given(): TemplateResult {
    const take = ({ values }: ValuesEvent): void => {
      this.values = values;
    };
    return html`
      <section @a2-values=${take}>
        <h2>Given</h2>
        <p>
          Two inputs, two hidden neurons with ReLU, an output with a sigmoid, cross-entropy as the
          loss. All numbers are the assignment’s until you change them.
        </p>
        <p class="slip">
          The question’s figure with the wiring is unavailable. Two labellings are common and give
          different answers; both are worked here.
        </p>
        <fieldset class="choice">
          <legend>Weights numbered</legend>
          ${wirings.map(
            (wiring) =>
              html`<label>
                <input
                  type="radio"
                  name="wiring"
                  .checked=${this.wiring === wiring}
                  @change=${() => {
                    this.wiring = wiring;
                  }}
                />
                ${wiringWords[wiring]}
              </label>`,
          )}
        </fieldset>
        <a2-theory-fields
          legend="Parameters"
          .fields=${parameterFields}
          .values=${this.values}
        ></a2-theory-fields>
        <a2-theory-fields
          legend="Sample and step"
          .fields=${sampleFields}
          .values=${this.values}
        ></a2-theory-fields>
        <button
          type="button"
          class="quiet reset no-print"
          ?disabled=${this.values === askedValues}
          @click=${() => {
            this.values = askedValues;
          }}
        >
          Reset to the assignment’s numbers
        </button>
      </section>
    `;
  }

  #worked(solution: Solution): TemplateResult {
    const steps = stepsOf(solution);
    const { nodes, edges } = drawingOf(solution, steps, this.current);
    const step = steps[this.current];
    const backwards = step?.phase === 'back';
    const { forward, w, b } = solution;
    const ask = (label: string, tex: string, value: number | undefined): Ask => ({
      label,
      tex,
      value: value ?? NaN,
      tolerance: toleranceOf(value ?? NaN),
    });
    return html`
      <section>
        <h2>Forward pass, backward pass and one step</h2>
        <a2-theory-try
          question=${`T5 ${this.wiring} ${JSON.stringify(this.values)}`}
          .asks=${[
            ask('output', 'y', forward.y),
            ask('loss', 'L', forward.loss),
            ask('after the step', 'w_1', w[0]),
            ask('after the step', 'w_4', w[3]),
            ask('after the step', 'w_5', w[4]),
            ask('after the step', 'w_6', w[5]),
            ask('after the step', 'b_1', b[0]),
            ask('after the step', 'b_3', b[2]),
          ]}
          .hints=${[
            html`Sums first: ${m('z_1, z_2')}, then ${m('h_i = \\max(0, z_i)')}, then
            ${m('z_3 = w_5 h_1 + w_6 h_2 + b_3')}.`,
            html`${m('y = \\sigma(z_3)')}, and for a sigmoid with cross-entropy
            ${m('\\partial L / \\partial z_3 = y - t')}.`,
            html`${m('\\partial L / \\partial w_5 = (y - t)\\, h_1')}; into the hidden layer
            ${m("\\partial L / \\partial z_1 = (y - t)\\, w_5\\, \\mathrm{ReLU}'(z_1)")}.`,
            html`The gradient of a hidden weight is that times its input; the gradient of a hidden
            bias is that itself. Then ${m('\\theta - \\eta\\, \\partial L / \\partial \\theta')}.`,
          ]}
        >
          <div
            class="columns"
            @a2-step=${({ index }: StepEvent) => {
              this.current = index;
            }}
          >
            <div class="stays">
              <a2-theory-network
                label="The network, ${step?.title.toLowerCase() ?? ''}"
                flow=${backwards ? 'backward' : 'forward'}
                .nodes=${nodes}
                .edges=${edges}
                .active=${new Set(step?.marks)}
              ></a2-theory-network>
            </div>
            <a2-theory-steps .steps=${steps} .current=${this.current}></a2-theory-steps>
          </div>
          <div class="answer">
            <h3>Gradient check</h3>
            <p class="text">
              The table compares each derivative with the two-sided difference of the loss, computed
              on this page with ${m('h = 10^{-5}')}.
            </p>
            ${tableParts(gradientTable(solution), true)}
          </div>
        </a2-theory-try>
      </section>
    `;
  }

  #compared(): TemplateResult {
    return html`
      <section>
        <h2>Answers under both labellings</h2>
        <a2-theory-try
          question=${`T5 both ${JSON.stringify(this.values)}`}
          .asks=${wirings.map((wiring) => {
            const { y } = solve(this.values, wiring).forward;
            return {
              label: `labelled ${wiring.replace('-', ' ')}`,
              tex: 'y',
              value: y,
              tolerance: toleranceOf(y),
            };
          })}
          .hints=${['Only the sums of the hidden neurons differ: w₂ and w₃ swap places.']}
        >
          ${tableParts(bothWirings(wirings.map((wiring) => solve(this.values, wiring))))}
        </a2-theory-try>
      </section>
    `;
  }

  #momentum(solution: Solution): TemplateResult {
    const { classical, pytorch } = solution;
    const lines = momentumLines(solution);
    return html`
      <section>
        <h2>${m('w_5')} with momentum instead</h2>
        <p>
          “Velocity” can mean two things, and the question does not say which; the answers differ. A
          velocity in steps includes the learning rate, one in gradients does not.
        </p>
        <a2-theory-try
          question=${`T5 momentum ${this.wiring} ${JSON.stringify(this.values)}`}
          .asks=${[
            {
              label: 'velocity in steps',
              tex: 'w_5',
              value: classical.value,
              tolerance: toleranceOf(classical.value),
            },
            {
              label: 'velocity in gradients (PyTorch)',
              tex: 'w_5',
              value: pytorch.value,
              tolerance: toleranceOf(pytorch.value),
            },
          ]}
          .hints=${[
            'The gradient of w₅ is the same as in the plain step; only the update differs.',
            html`${m('v \\leftarrow \\beta v - \\eta g')} or ${m('v \\leftarrow \\beta v + g')}.`,
          ]}
        >
          <div class="answer">
            <h3>Velocity in steps, as in textbooks</h3>
            ${lines.classical.map((line) => mm(line))}
            <h3>Velocity in gradients, as in PyTorch</h3>
            ${lines.pytorch.map((line) => mm(line))}
          </div>
        </a2-theory-try>
      </section>
    `;
  }
}

define('a2-theory-t5', A2TheoryT5);

declare global {
  interface HTMLElementTagNameMap {
    'a2-theory-t5': A2TheoryT5;
  }
}
