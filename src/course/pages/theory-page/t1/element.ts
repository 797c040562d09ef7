import { html, type TemplateResult } from 'lit';
import { DeferredElement } from '../../../../ui/elements/deferred-element.ts';
import { guard } from 'lit/directives/guard.js';
import '../../../../ui/elements/chart/element.ts';
import { define } from '../../../../ui/elements/define.ts';
import { m, mm } from '../../../../ui/elements/math/math.ts';
import '../../../elements/theory-fields/element.ts';
import type { FieldValues, NumberField } from '../../../answers/types.ts';
import type { ValuesEvent } from '../../../elements/theory-fields/element.ts';
import '../../../elements/theory-try/element.ts';
import { toleranceOf } from '../../../elements/theory-try/element.ts';
import { base } from '../../../../ui/styles/shared.ts';
import { tables } from '../../../../ui/styles/tables.ts';
import { hiddenActivations, type HiddenActivation } from '../../../theory/activation.ts';
import {
  finiteDifferenceOperations,
  forwardOperations,
  parameterTotal,
  total,
  type NetSize,
} from '../../../theory/operations.ts';
import { significant } from '../../../../base/numbers.ts';
import {
  backpropagationLines,
  costRatios,
  differenceLines,
  exampleSize,
  forwardLine,
  parameterLines,
} from '../../../answers/t1/formulas.ts';
import { countedTable, parameterTable, sizeText } from '../../../answers/t1/tables.ts';
import { answerStyles } from '../answer-styles.ts';
import { tableParts } from '../block-parts.ts';
import { costChart } from '../../../answers/t1/cost-chart.ts';
import { sameSize } from '../../../answers/t1/counted.ts';
import { example, shapes } from './matrix-part.ts';
import { printedChart } from '../printed-chart.ts';

const fields: readonly NumberField[] = [
  {
    key: 'samples',
    tex: 'N',
    label: 'samples',
    min: 1,
    max: 1_000_000,
    integer: true,
    slider: true,
  },
  {
    key: 'features',
    tex: 'D',
    label: 'features',
    min: 1,
    max: 10_000,
    integer: true,
    slider: true,
  },
  {
    key: 'hidden',
    tex: 'M',
    label: 'hidden neurons',
    min: 1,
    max: 10_000,
    integer: true,
    slider: true,
  },
  { key: 'outputs', tex: 'K', label: 'outputs', min: 1, max: 1_000, integer: true, slider: true },
];

/** @summary The answer to question T1: parameters, the cost of gradients, and the matrix form. */
export class A2TheoryT1 extends DeferredElement {
  static override styles = [base, tables, answerStyles];

  static override properties = { size: { state: true }, g: { state: true } };

  declare protected size: NetSize;
  declare protected g: HiddenActivation;

  constructor() {
    super();
    this.size = exampleSize;
    this.g = 'tanh';
  }

  protected override render(): TemplateResult {
    return html`${this.#given()} ${this.#parameters()} ${this.#cost()} ${this.#matrix()}`;
  }

  #given(): TemplateResult {
    return html`
      <section>
        <h2>Given</h2>
        <p>
          The question uses symbols only, and so do the formulas. Move the sliders to set numbers;
          they start at one batch of FashionMNIST.
        </p>
        <a2-theory-fields
          legend="Size of the network"
          .fields=${fields}
          .values=${{ ...this.size }}
          @a2-values=${({ values }: ValuesEvent) => {
            this.size = sizeOf(values);
          }}
        ></a2-theory-fields>
      </section>
    `;
  }

  #parameters(): TemplateResult {
    const { features, hidden, outputs } = this.size;
    const p = parameterTotal(this.size);
    return html`
      <section>
        <h2>(a) Learnable parameters</h2>
        <a2-theory-try
          question=${`T1a ${features} ${hidden} ${outputs}`}
          .asks=${[{ label: 'parameters', tex: 'P', value: p, tolerance: 0 }]}
          .hints=${[
            'Every neuron has one weight per input, and one bias.',
            html`${m('D \\cdot M + M')} in the hidden layer; the output layer is analogous.
            Activations and softmax have no parameters.`,
          ]}
        >
          <div class="answer">
            ${parameterLines(this.size).map((line) => mm(line))}
            ${tableParts(parameterTable(this.size), true)}
          </div>
        </a2-theory-try>
      </section>
    `;
  }

  #cost(): TemplateResult {
    const { size } = this;
    const forward = total(forwardOperations(size));
    const differences = total(finiteDifferenceOperations(size));
    const ratios = costRatios(size);
    const { spec, model } = costChart(size);
    return html`
      <section>
        <h2>(b) Cost of all gradients</h2>
        <p>
          We count additions and multiplications, including subtractions and divisions. A neuron
          with ${m('n')} inputs costs ${m('n')} multiplications and ${m('n')} additions, including
          the bias. We do not count ${m('g')}, ReLU, the softmax and the loss after it, copies, or
          ${m('1/2h')}, which is computed once.
        </p>
        <a2-theory-try
          question=${`T1b ${JSON.stringify(size)}`}
          .asks=${[
            {
              label: 'one forward pass',
              tex: 'F',
              value: forward,
              tolerance: toleranceOf(forward),
            },
            {
              label: 'finite differences',
              tex: 'C',
              value: differences,
              tolerance: toleranceOf(differences),
            },
          ]}
          .hints=${[
            html`One sample costs ${m('2DM + 2MK')}.`,
            'Every parameter needs two forward passes over all samples, plus the formula itself.',
            html`The formula: ${m('\\theta + h')}, ${m('\\theta - h')}, one difference and one
            product.`,
          ]}
        >
          <div class="answer">
            <h3>One forward pass</h3>
            ${mm(forwardLine(size))}
            <h3>Two-sided finite differences</h3>
            ${differenceLines(size).map((line) => mm(line))}
            <h3>Backpropagation, for comparison</h3>
            <p>
              One forward and one backward pass give all derivatives. In the backward pass, the
              gradient of each weight is a sum of ${m('N')} products, that of each bias a sum of
              ${m('N')} terms, and the hidden layer needs ${m('N M')} sums of ${m('K')} products.
            </p>
            ${backpropagationLines(size).map((line) => mm(line))}
            <p>
              Here, finite differences cost ${ratios.times} times as much: their cost grows with the
              number of parameters, while backpropagation stays at ${ratios.passes} forward passes.
            </p>
            <a2-chart .spec=${spec} .model=${model}></a2-chart>
            ${printedChart(spec, model)} ${guard([size], () => counted(size))}
          </div>
        </a2-theory-try>
      </section>
    `;
  }

  #matrix(): TemplateResult {
    return html`
      <section>
        <h2>(c) The network in matrix form</h2>
        ${shapes(this.size)}
        <h3>A numerical example</h3>
        <fieldset class="choice">
          <legend>g</legend>
          ${hiddenActivations.map(
            (g) =>
              html`<label>
                <input
                  type="radio"
                  name="g"
                  .checked=${this.g === g}
                  @change=${() => {
                    this.g = g;
                  }}
                />
                ${g}
              </label>`,
          )}
        </fieldset>
        ${guard([this.size, this.g], () => example(this.size, this.g))}
      </section>
    `;
  }
}

function counted(chosen: NetSize): TemplateResult {
  const { count, table } = countedTable(chosen);
  return html`
    <h3>Counted while running</h3>
    <p class="text">
      ${sameSize(count.size, chosen) ? 'This network' : `A smaller network (${sizeText(count.size)})`}
      was run just now with arithmetic that counts its operations. The gradients of both methods
      agree to within ${significant(count.maxDifference, 1)}.
    </p>
    ${tableParts(table)}
  `;
}

const sizeOf = ({ samples = 1, features = 1, hidden = 1, outputs = 1 }: FieldValues): NetSize => ({
  samples,
  features,
  hidden,
  outputs,
});

define('a2-theory-t1', A2TheoryT1);

declare global {
  interface HTMLElementTagNameMap {
    'a2-theory-t1': A2TheoryT1;
  }
}
