import { html, nothing, type TemplateResult } from 'lit';
import { DeferredElement } from '../../../../ui/elements/deferred-element.ts';
import { define } from '../../../../ui/elements/define.ts';
import { m, mm } from '../../../../ui/elements/math/math.ts';
import { num } from '../../../theory/tex.ts';
import '../../../elements/theory-fields/element.ts';
import type { FieldValues } from '../../../answers/types.ts';
import type { ValuesEvent } from '../../../elements/theory-fields/element.ts';
import '../../../elements/theory-network/element.ts';
import '../../../elements/theory-steps/element.ts';
import type { StepEvent } from '../../../elements/theory-steps/element.ts';
import '../../../elements/theory-try/element.ts';
import { askOf } from '../../../elements/theory-try/element.ts';
import { base, buttons } from '../../../../ui/styles/shared.ts';
import { tables } from '../../../../ui/styles/tables.ts';
import {
  batchDerivative,
  batchLoss,
  outputs,
  sharedDerivative,
  type LossForm,
  type SharedUnit,
  type SharedWeights,
  type TaskSample,
} from '../../../theory/multi-task.ts';
import { answerStyles } from '../answer-styles.ts';
import { batchTable, readingsTable } from '../../../answers/t6/batch-table.ts';
import { tableParts } from '../block-parts.ts';
import { drawingOf } from '../../../answers/t6/drawing.ts';
import {
  askedBatch,
  askedWeights,
  formWords,
  maxSamples,
  rateField,
  sampleFields,
  units,
  unitTex,
  weightFields,
} from '../../../answers/t6/problem.ts';
import {
  backSteps,
  expressionsOf,
  lossTex,
  numericLine,
  outputSteps,
  symbolicSteps,
} from '../../../answers/t6/steps.ts';

/** @summary The answer to question T6: two tasks that share a hidden unit. */
export class A2TheoryT6 extends DeferredElement {
  static override styles = [base, buttons, tables, answerStyles];

  static override properties = {
    weights: { state: true },
    batch: { state: true },
    form: { state: true },
    unit: { state: true },
    current: { state: true },
    back: { state: true },
  };

  declare protected weights: FieldValues;
  declare protected batch: readonly TaskSample[];
  declare protected form: LossForm;
  /** What the hidden unit of the missing figure computes. */
  declare protected unit: SharedUnit;
  declare protected current: number;
  declare protected back: number;

  constructor() {
    super();
    this.weights = askedWeights;
    this.batch = askedBatch;
    this.form = 'corrected';
    this.unit = 'sigmoid';
    this.current = 0;
    this.back = 0;
  }

  get #w(): SharedWeights {
    const { w1 = NaN, w2 = NaN, w3 = NaN } = this.weights;
    return [w1, w2, w3];
  }

  protected override render(): TemplateResult {
    return html`${this.#given()} ${this.#expressions()} ${this.#numbers()} ${this.#loss()}
    ${this.#batch()} ${this.#readings()}`;
  }

  #given(): TemplateResult {
    const untouched = this.weights === askedWeights && this.batch === askedBatch;
    return html`
      <section>
        <h2>Given</h2>
        <p class="slip">
          The question’s figure is unavailable. We assume ${m('y_1 = w_2 h')},
          ${m('y_2 = \\sigma(w_3 h)')}, without biases. The hidden unit may be a sigmoid or linear,
          which gives different answers; both are worked here.
        </p>
        <fieldset class="choice">
          <legend>Hidden unit</legend>
          ${units.map(
            (unit) =>
              html`<label>
                <input
                  type="radio"
                  name="unit"
                  .checked=${this.unit === unit}
                  @change=${() => {
                    this.unit = unit;
                  }}
                />
                ${unit}, ${m(unitTex[unit])}
              </label>`,
          )}
        </fieldset>
        <a2-theory-fields
          legend="Weights and learning rate"
          .fields=${[...weightFields, rateField]}
          .values=${this.weights}
          @a2-values=${({ values }: ValuesEvent) => {
            this.weights = values;
          }}
        ></a2-theory-fields>
        ${this.batch.map((sample, index) => this.#sample(sample, index))}
        <div class="choice no-print">
          <button
            type="button"
            ?disabled=${this.batch.length >= maxSamples}
            @click=${() => {
              const last = this.batch.at(-1) ?? { x: 0, t1: 0, t2: 0 };
              this.batch = [...this.batch, { x: -last.x, t1: 0, t2: 0 }];
            }}
          >
            Add a sample
          </button>
          <button
            type="button"
            class="quiet"
            ?disabled=${untouched}
            @click=${() => {
              this.weights = askedWeights;
              this.batch = askedBatch;
            }}
          >
            Reset to the assignment’s numbers
          </button>
        </div>
        <p class="small soft">
          The assignment gives weights and the input, but no targets and no learning rate;
          ${m('t_1 = t_2 = 1')} and ${m(`\\eta = ${num(askedWeights.rate ?? NaN)}`)} are the lab’s
          choice until you change them.
        </p>
      </section>
    `;
  }

  #sample(sample: TaskSample, index: number): TemplateResult {
    return html`
      <div>
        <a2-theory-fields
          legend="Sample ${index + 1}"
          .fields=${sampleFields}
          .values=${{ ...sample }}
          @a2-values=${({ values }: ValuesEvent) => {
            const { x = 0, t1 = 0, t2 = 0 } = values;
            this.batch = this.batch.with(index, { x, t1, t2 });
          }}
        ></a2-theory-fields>
        ${
          this.batch.length > 1
            ? html`<button
                type="button"
                class="quiet no-print"
                @click=${() => {
                  this.batch = this.batch.filter((_, at) => at !== index);
                }}
              >
                Remove sample ${index + 1}
              </button>`
            : nothing
        }
      </div>
    `;
  }

  #expressions(): TemplateResult {
    return html`
      <section>
        <h2>The outputs as expressions</h2>
        ${units.map(
          (unit) =>
            html`<div class="answer ${unit === this.unit ? '' : 'print-only'}">
              <h3>With a ${unit} hidden unit</h3>
              ${expressionsOf(unit).map((line) => mm(line))}
            </div>`,
        )}
      </section>
    `;
  }

  #numbers(): TemplateResult {
    const x = this.batch[0]?.x ?? NaN;
    const steps = outputSteps(this.#w, x, this.unit);
    const step = steps[this.current];
    const { nodes, edges } = drawingOf(this.#w, x, step?.known ?? 0, null, this.unit);
    const { h, y1, y2 } = outputs(this.#w, x, this.unit);
    return html`
      <section>
        <h2>The outputs in numbers${this.batch.length > 1 ? ', for sample 1' : ''}</h2>
        <a2-theory-try
          question=${`T6 outputs ${JSON.stringify([this.unit, this.#w, x])}`}
          .asks=${[
            askOf('hidden unit', 'h', h),
            askOf('regression', 'y_1', y1),
            askOf('classification', 'y_2', y2),
          ]}
          .hints=${[
            this.unit === 'sigmoid'
              ? html`${m('h = \\sigma(w_1 x) = 1 / (1 + e^{-w_1 x})')}`
              : html`${m('h = w_1 x')}`,
            html`${m('y_1')} is linear in ${m('h')}; ${m('y_2')} applies a sigmoid to ${m('w_3 h')}.`,
          ]}
        >
          <div
            class="columns"
            @a2-step=${({ index }: StepEvent) => {
              this.current = index;
            }}
          >
            <a2-theory-network
              label="The network, ${step?.title.toLowerCase() ?? ''}"
              height="260"
              .nodes=${nodes}
              .edges=${edges}
              .active=${new Set(step?.marks)}
            ></a2-theory-network>
            <a2-theory-steps .steps=${steps} .current=${this.current}></a2-theory-steps>
          </div>
        </a2-theory-try>
      </section>
    `;
  }

  #loss(): TemplateResult {
    return html`
      <section>
        <h2>The loss, printed and corrected</h2>
        <div class="slip">
          <p>
            The question prints a plus before its second sum. The usual cross-entropy has a minus
            there: with the plus, the loss decreases without bound as the classification gets worse.
            This is most likely a misprint; both forms are worked here.
          </p>
          <p>As printed:</p>
          ${mm(lossTex('printed'))}
          <p>Corrected:</p>
          ${mm(lossTex('corrected'))}
        </div>
      </section>
      <section>
        <h2>Its derivative with respect to the shared weight</h2>
        <fieldset class="choice">
          <legend>Loss</legend>
          ${(['corrected', 'printed'] as const).map(
            (form) =>
              html`<label>
                <input
                  type="radio"
                  name="form"
                  .checked=${this.form === form}
                  @change=${() => {
                    this.form = form;
                  }}
                />
                ${formWords[form]}
              </label>`,
          )}
        </fieldset>
        ${(['corrected', 'printed'] as const).map(
          (form) =>
            html`<div class="answer ${form === this.form ? '' : 'print-only'}">
              <h3>Loss ${formWords[form]}</h3>
              ${symbolicSteps(form, this.unit).map(
                ({ title, lines }) =>
                  html`<p>${title}</p>
                    ${lines.map((line) => mm(line))}`,
              )}
            </div>`,
        )}
        <p>
          The two derivatives differ only in the sign of the second path: minus for the printed
          loss, plus for the corrected one.
        </p>
      </section>
    `;
  }

  #backward(): TemplateResult {
    const [sample] = this.batch;
    if (sample === undefined) return html``;
    const { form, unit } = this;
    const steps = backSteps(this.#w, this.batch, form, this.weights.rate ?? NaN, unit);
    const step = steps[this.back];
    const back = {
      steps: this.back + 1,
      loss: batchLoss(this.#w, [sample], form, unit),
      derivative: sharedDerivative(this.#w, sample, form, unit),
    };
    const { nodes, edges } = drawingOf(this.#w, sample.x, 3, back, unit);
    return html`
      <p class="text">
        Step by step for ${this.batch.length > 1 ? 'sample 1' : 'the sample'} and the loss
        ${formWords[this.form]}, as chosen above:
      </p>
      <div
        class="columns"
        @a2-step=${({ index }: StepEvent) => {
          this.back = index;
        }}
      >
        <a2-theory-network
          label="The network, ${step?.title.toLowerCase() ?? ''}"
          flow="backward"
          width="530"
          height="260"
          .nodes=${nodes}
          .edges=${edges}
          .active=${new Set(step?.marks)}
        ></a2-theory-network>
        <a2-theory-steps .steps=${steps} .current=${this.back}></a2-theory-steps>
      </div>
    `;
  }

  #batch(): TemplateResult {
    const derivative = (form: LossForm) =>
      askOf(
        formWords[form],
        '\\partial l / \\partial w_1',
        batchDerivative(this.#w, this.batch, form, this.unit),
      );
    return html`
      <section>
        <h2>
          The derivative in numbers,
          ${this.batch.length === 1 ? 'one sample' : `a batch of ${this.batch.length}`}
        </h2>
        <a2-theory-try
          question=${`T6 derivative ${JSON.stringify([this.unit, this.#w, this.batch])}`}
          .asks=${[derivative('corrected'), derivative('printed')]}
          .hints=${[
            html`Both errors first: ${m('y_1 - t_1')} and ${m('y_2 - t_2')}.`,
            html`Multiply them by ${m('w_2')} and ${m('w_3')}, combine both, and multiply by
            ${this.unit === 'sigmoid' ? html`${m('h(1-h)')} and ` : nothing}${m('x')}.`,
            'Sum over the samples.',
          ]}
        >
          ${this.#backward()}
          <div class="answer">
            ${(['corrected', 'printed'] as const).map(
              (form) =>
                html`<h3>Loss ${formWords[form]}</h3>
                  ${this.batch.map((sample, index) =>
                    mm(
                      `\\frac{\\partial l${this.batch.length > 1 ? `^{(${index + 1})}` : ''}}{\\partial w_1} = ${numericLine(this.#w, sample, form, this.unit)}`,
                    ),
                  )}`,
            )}
            ${tableParts(batchTable(this.#w, this.batch, this.unit))}
          </div>
        </a2-theory-try>
      </section>
    `;
  }

  #readings(): TemplateResult {
    const [sample] = this.batch;
    if (sample === undefined) return html``;
    return html`
      <section>
        <h2>The answers under all readings${this.batch.length > 1 ? ', for sample 1' : ''}</h2>
        <p>
          The report has the reading that you choose there, and the others in an appendix if you
          wish.
        </p>
        <a2-theory-try
          question=${`T6 readings ${JSON.stringify([this.#w, sample])}`}
          .asks=${units.map((unit) => {
            const { y2 } = outputs(this.#w, sample.x, unit);
            return askOf(`${unit} hidden unit`, 'y_2', y2);
          })}
          .hints=${[html`Only ${m('h')} differs: ${m(unitTex.sigmoid)} or ${m(unitTex.linear)}.`]}
        >
          ${tableParts(readingsTable(this.#w, sample))}
        </a2-theory-try>
      </section>
    `;
  }
}

define('a2-theory-t6', A2TheoryT6);

declare global {
  interface HTMLElementTagNameMap {
    'a2-theory-t6': A2TheoryT6;
  }
}
