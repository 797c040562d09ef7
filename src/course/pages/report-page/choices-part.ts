/** The choices among readings of T5 and T6, each with the numbers that it gives. */
import { html, type TemplateResult } from 'lit';
import type { Choices } from '../../answers/choices.ts';
import { short } from '../../answers/text.ts';
import { askedValues, solve } from '../../answers/t5/problem.ts';
import { askedBatch, askedWeights } from '../../answers/t6/problem.ts';
import { outputs, sharedDerivative, type SharedWeights } from '../../theory/multi-task.ts';

interface Option {
  readonly value: string;
  readonly label: string;
  /** What the answer is then. */
  readonly gives: string;
}

interface Choice {
  readonly key: keyof Choices;
  readonly question: string;
  readonly title: string;
  readonly options: readonly Option[];
}

const seven = (value: number | undefined): string => short(value ?? NaN, 7);
const six = (value: number): string => short(value, 6);

function t5Choices({ wiring }: Choices): Choice[] {
  const net = (which: Choices['wiring']): string => {
    const { forward, w } = solve(askedValues, which);
    return `y = ${seven(forward.y)}, L = ${seven(forward.loss)}, w₁ → ${seven(w[0])}, w₅ → ${seven(w[4])}`;
  };
  const { classical, pytorch } = solve(askedValues, wiring);
  return [
    {
      key: 'wiring',
      question: 'T5',
      title: 'The weights of the missing figure are numbered',
      options: [
        { value: 'by-neuron', label: 'by neuron: w₁, w₂ enter h₁', gives: net('by-neuron') },
        { value: 'by-input', label: 'by input: w₁, w₂ leave x₁', gives: net('by-input') },
      ],
    },
    {
      key: 'velocity',
      question: 'T5',
      title: 'The velocity of momentum',
      options: [
        {
          value: 'classical',
          label: 'includes the learning rate: v ← βv − ηg',
          gives: `w₅ → ${seven(classical.value)}`,
        },
        {
          value: 'pytorch',
          label: 'is PyTorch’s: v ← βv + g, w ← w − ηv',
          gives: `w₅ → ${seven(pytorch.value)}`,
        },
      ],
    },
  ];
}

function t6Choices({ unit, loss }: Choices): Choice[] {
  const { w1 = NaN, w2 = NaN, w3 = NaN } = askedWeights;
  const w: SharedWeights = [w1, w2, w3];
  const sample = askedBatch[0]!;
  const derivative = (form: Choices['loss']): string =>
    `∂l/∂w₁ = ${six(sharedDerivative(w, sample, form, unit).dw1)}`;
  const net = (which: Choices['unit']): string => {
    const { h, y1, y2 } = outputs(w, sample.x, which);
    return `h = ${six(h)}, y₁ = ${six(y1)}, y₂ = ${six(y2)}, ∂l/∂w₁ = ${six(sharedDerivative(w, sample, loss, which).dw1)}`;
  };
  return [
    {
      key: 'loss',
      question: 'T6',
      title: 'The sign before the cross-entropy is',
      options: [
        { value: 'corrected', label: 'minus, as is usual', gives: derivative('corrected') },
        { value: 'printed', label: 'plus, as printed', gives: derivative('printed') },
      ],
    },
    {
      key: 'unit',
      question: 'T6',
      title: 'The hidden unit of the missing figure is',
      options: [
        { value: 'sigmoid', label: 'a sigmoid: h = σ(w₁x)', gives: net('sigmoid') },
        { value: 'linear', label: 'linear: h = w₁x', gives: net('linear') },
      ],
    },
  ];
}

const others: Choice = {
  key: 'others',
  question: 'T5, T6',
  title: 'The readings not chosen go',
  options: [
    { value: 'appendix', label: 'into an appendix', gives: '' },
    { value: 'none', label: 'nowhere', gives: '' },
  ],
};

/** @param only the question whose choices are shown; all where it is omitted */
export function choicesPart(
  choices: Choices,
  change: (choices: Choices) => void,
  only?: string,
): TemplateResult {
  const all = [...t5Choices(choices), ...t6Choices(choices), others];
  return html`<div class="own-choices">
    ${all
      .filter(({ question }) => only === undefined || question.includes(only))
      .map(
        ({ key, question, title, options }) =>
          html`<fieldset class="own-choice">
            <legend>${only === undefined ? `${question} · ` : ''}${title}</legend>
            ${options.map(
              ({ value, label, gives }) =>
                html`<label>
                  <input
                    type="radio"
                    name="choice-${key}"
                    .checked=${choices[key] === value}
                    @change=${() => change({ ...choices, [key]: value })}
                  />
                  <span
                    >${label}${gives === '' ? '' : html`<small class="soft">${gives}</small>`}</span
                  >
                </label>`,
            )}
          </fieldset>`,
      )}
  </div>`;
}
