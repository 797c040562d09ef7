import { LitElement, html, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import '../../../components/chart/element.ts';
import { define } from '../../../components/define.ts';
import { m, mm } from '../../../components/math/math.ts';
import { num, whole } from '../../../components/math/numbers.ts';
import '../../../components/theory-fields/element.ts';
import type {
  FieldValues,
  NumberField,
  ValuesEvent,
} from '../../../components/theory-fields/element.ts';
import '../../../components/theory-try/element.ts';
import { toleranceOf } from '../../../components/theory-try/element.ts';
import { base, tables } from '../../../styles/shared.ts';
import { hiddenActivations, type HiddenActivation } from '../../../theory/activation.ts';
import {
  backpropagationOperations,
  backwardOperations,
  finiteDifferenceOperations,
  formulaOperations,
  forwardOperations,
  parametersByLayer,
  parameterTotal,
  total,
  type NetSize,
} from '../../../theory/operations.ts';
import { count, significant } from '../../../words/format.ts';
import { answerStyles } from '../answer-styles.ts';
import { costChart } from './cost-chart.ts';
import { countByDoing, sameSize } from './counted.ts';
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

/** Counts up to 2⁵³ are exact; beyond, a double has no units any more. */
const exact = (value: number): string =>
  value <= Number.MAX_SAFE_INTEGER ? whole(value) : num(value, 8);
const exactText = (value: number): string =>
  value <= Number.MAX_SAFE_INTEGER ? count(value) : significant(value, 8);

/** @summary The answer to question T1: parameters, the cost of gradients, and the matrix form. */
export class A2TheoryT1 extends LitElement {
  static override styles = [base, tables, answerStyles];

  static override properties = { size: { state: true }, g: { state: true } };

  declare protected size: NetSize;
  declare protected g: HiddenActivation;

  constructor() {
    super();
    // The question has letters only. These are the sizes of the lab's own FashionMNIST nets.
    this.size = { samples: 128, features: 784, hidden: 16, outputs: 10 };
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
          The question has letters only, and so have the formulas. For numbers, move the sliders;
          they start at a batch of FashionMNIST.
        </p>
        <a2-theory-fields
          legend="Size of the net"
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
            'Every neuron has a weight for each of its inputs, and one bias.',
            html`${m('D \\cdot M + M')} in the hidden layer; the output layer likewise. Activations
            and softmax learn nothing.`,
          ]}
        >
          <div class="answer">
            ${mm('P = \\underbrace{D M + M}_{\\text{hidden layer}} + \\underbrace{M K + K}_{\\text{output layer}}')}
            ${mm(`P = ${whole(features)} \\cdot ${whole(hidden)} + ${whole(hidden)} + ${whole(hidden)} \\cdot ${whole(outputs)} + ${whole(outputs)} = ${whole(p)}`)}
            <div class="scroll" role="region" aria-label="Parameters by layer" tabindex="0">
              <table>
                <caption class="visually-hidden">
                  Parameters by layer
                </caption>
                <thead>
                  <tr>
                    <th scope="col" class="start">layer</th>
                    <th scope="col">weights</th>
                    <th scope="col">biases</th>
                    <th scope="col">both</th>
                  </tr>
                </thead>
                <tbody>
                  ${parametersByLayer(this.size).map(
                    ({ layer, weights, biases }) =>
                      html`<tr>
                        <th scope="row" class="start">${layer}</th>
                        <td>${count(weights)}</td>
                        <td>${count(biases)}</td>
                        <td>${count(weights + biases)}</td>
                      </tr>`,
                  )}
                  <tr class="asked">
                    <th scope="row" class="start">all</th>
                    <td>${count(p - hidden - outputs)}</td>
                    <td>${count(hidden + outputs)}</td>
                    <td>${count(p)}</td>
                  </tr>
                </tbody>
              </table>
            </div>
          </div>
        </a2-theory-try>
      </section>
    `;
  }

  #cost(): TemplateResult {
    const { size } = this;
    const { samples, features, hidden, outputs } = size;
    const p = parameterTotal(size);
    const forward = total(forwardOperations(size));
    const backward = total(backwardOperations(size));
    const differences = total(finiteDifferenceOperations(size));
    const back = total(backpropagationOperations(size));
    const formula = total(formulaOperations);
    const { spec, model } = costChart(size);
    return html`
      <section>
        <h2>(b) What all gradients cost</h2>
        <p>
          Counted are additions and multiplications, subtractions and divisions among them. A neuron
          of ${m('n')} inputs costs ${m('n')} multiplications and ${m('n')} additions, the bias
          included. Not counted: ${m('g')}, ReLU, the softmax and the loss behind it, copies, and
          ${m('1/2h')}, which is worked out once.
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
            'Every parameter needs two forward passes of all samples, and then the formula itself.',
            html`The formula: ${m('\\theta + h')}, ${m('\\theta - h')}, one difference and one
            product.`,
          ]}
        >
          <div class="answer">
            <h3>One forward pass</h3>
            ${mm(`F = N\\,(2 D M + 2 M K) = ${whole(samples)} \\cdot (2 \\cdot ${whole(features)} \\cdot ${whole(hidden)} + 2 \\cdot ${whole(hidden)} \\cdot ${whole(outputs)}) = ${exact(forward)}`)}
            <h3>Two-sided finite differences</h3>
            ${mm(`\\frac{\\partial L}{\\partial \\theta} \\approx \\frac{L(\\theta + h) - L(\\theta - h)}{2h} \\qquad \\text{two passes and } ${formula} \\text{ operations for each of } P \\text{ parameters}`)}
            ${mm(`C_{\\text{differences}} = P\\,(2F + ${formula}) = ${whole(p)} \\cdot (2 \\cdot ${exact(forward)} + ${formula}) = ${exact(differences)}`)}
            <h3>Backpropagation, beside it</h3>
            <p>
              One pass forward and one back give all derivatives. Back, every weight is a sum of
              ${m('N')} products, every bias a sum of ${m('N')}, and the hidden layer takes
              ${m('N M')} sums of ${m('K')} products.
            </p>
            ${mm(`B = \\underbrace{N K}_{\\mathrm{ReLU}'} + \\underbrace{(2N - 1)(M K + D M)}_{\\text{weights}} + \\underbrace{(N - 1)(K + M)}_{\\text{biases}} + \\underbrace{2 N M K}_{\\text{hidden layer, with } g'} = ${exact(backward)}`)}
            ${mm(`C_{\\text{backpropagation}} = F + B = ${exact(forward)} + ${exact(backward)} = ${exact(back)}`)}
            <p>
              Finite differences cost ${significant(differences / back, 4)} times as much here:
              their cost grows with the number of parameters, while backpropagation stays at
              ${significant(back / forward, 3)} forward passes.
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
        <h2>(c) The map in matrix form</h2>
        ${shapes(this.size)}
        <h3>An example in numbers</h3>
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
  const { size, rows, apart } = countByDoing(chosen);
  const text = `N = ${size.samples}, D = ${size.features}, M = ${size.hidden}, K = ${size.outputs}`;
  return html`
    <h3>Counted by doing</h3>
    <p class="text">
      ${sameSize(size, chosen) ? 'This net' : `A smaller net (${text})`} was run just now with an
      arithmetic that counts itself. Both ways gave the same gradients, to ${significant(apart, 1)}.
    </p>
    <div class="scroll" role="region" aria-label="Operations, counted" tabindex="0">
      <table>
        <caption>
          Operations, ${text}
        </caption>
        <thead>
          <tr>
            <th scope="col" class="start">what</th>
            <th scope="col">by formula</th>
            <th scope="col">counted</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ what, closedForm, counted: found }) =>
              html`<tr>
                <th scope="row" class="start">${what}</th>
                <td>${exactText(closedForm)}</td>
                <td>${exactText(found)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
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
