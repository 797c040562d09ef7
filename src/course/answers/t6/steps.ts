/** The formulas of question T6, symbolic and with numbers. */
import { num, term } from '../../theory/tex.ts';
import type { Step } from '../types.ts';
import {
  batchGradients,
  outputs,
  sampleLoss,
  sharedDerivative,
  type LossForm,
  type SharedUnit,
  type SharedWeights,
  type TaskSample,
} from '../../theory/multi-task.ts';

export interface MarkedStep extends Step {
  readonly marks: readonly string[];
  /** How many of h, y₁ and y₂ have been computed. */
  readonly known: 0 | 1 | 2 | 3;
}

const n = (value: number): string => num(value, 6);
const t = (value: number): string => term(value, 6);

/** The loss of one sample, with the sign of its second part. */
export const lossTex = (form: LossForm): string =>
  `l = \\sum \\tfrac{1}{2}(y_1 - t_1)^2 ${form === 'printed' ? '+' : '-'} \\sum \\bigl[t_2 \\ln y_2 + (1 - t_2) \\ln(1 - y_2)\\bigr]`;

export function outputSteps(
  [w1, w2, w3]: SharedWeights,
  x: number,
  unit: SharedUnit = 'sigmoid',
): MarkedStep[] {
  const { z, h, y1, z2, y2 } = outputs([w1, w2, w3], x, unit);
  return [
    {
      title: 'The shared hidden unit',
      known: 1,
      marks: ['x', 'h', 'w1'],
      lines: [
        `z = w_1 x = ${t(w1)} \\cdot ${t(x)} = ${n(z)}`,
        unit === 'sigmoid'
          ? `h = \\sigma(z) = \\frac{1}{1 + e^{-${t(z)}}} = ${n(h)}`
          : `h = z = ${n(h)}`,
      ],
    },
    {
      title: 'The regression output',
      known: 2,
      marks: ['h', 'y1', 'w2'],
      lines: [`y_1 = w_2 h = ${t(w2)} \\cdot ${t(h)} = ${n(y1)}`],
    },
    {
      title: 'The classification output',
      known: 3,
      marks: ['h', 'y2', 'w3'],
      lines: [
        `z_2 = w_3 h = ${t(w3)} \\cdot ${t(h)} = ${n(z2)}`,
        `y_2 = \\sigma(z_2) = \\frac{1}{1 + e^{-${t(z2)}}} = ${n(y2)}`,
      ],
    },
  ];
}

/** ∂l/∂w₁ by the chain rule. The sign of the second path depends on the loss. */
export function symbolicSteps(form: LossForm, unit: SharedUnit = 'sigmoid'): Step[] {
  const sigmoid = unit === 'sigmoid';
  const sign = form === 'printed' ? '-' : '+';
  const error2 = form === 'printed' ? 't_2 - y_2' : 'y_2 - t_2';
  return [
    {
      title: 'Two paths lead from w₁ to the loss, and both go through h',
      lines: [
        `\\frac{\\partial l}{\\partial w_1} = \\left(\\frac{\\partial l}{\\partial y_1} \\frac{\\partial y_1}{\\partial h} + \\frac{\\partial l}{\\partial y_2} \\frac{\\partial y_2}{\\partial h}\\right) \\frac{\\partial h}{\\partial z} \\frac{\\partial z}{\\partial w_1}`,
      ],
    },
    {
      title: 'The path through the regression',
      lines: [
        `\\frac{\\partial l}{\\partial y_1} = y_1 - t_1, \\qquad \\frac{\\partial y_1}{\\partial h} = w_2`,
      ],
    },
    {
      title: 'The path through the classification',
      lines: [
        `\\frac{\\partial l}{\\partial y_2} = ${form === 'printed' ? '\\frac{t_2 - y_2}{y_2 (1 - y_2)}' : '\\frac{y_2 - t_2}{y_2 (1 - y_2)}'}, \\qquad \\frac{\\partial y_2}{\\partial h} = y_2 (1 - y_2)\\, w_3`,
        `\\frac{\\partial l}{\\partial y_2} \\frac{\\partial y_2}{\\partial h} = (${error2})\\, w_3`,
      ],
    },
    {
      title: 'The factors that both share',
      lines: [
        `\\frac{\\partial h}{\\partial z} = ${sigmoid ? 'h (1 - h)' : '1'}, \\qquad \\frac{\\partial z}{\\partial w_1} = x`,
      ],
    },
    {
      title: 'Together, summed over the samples',
      lines: [
        `\\frac{\\partial l}{\\partial w_1} = \\sum_{i=1}^{n} \\Bigl[(y_1^{(i)} - t_1^{(i)})\\, w_2 ${sign} (y_2^{(i)} - t_2^{(i)})\\, w_3\\Bigr]\\, ${sigmoid ? 'h^{(i)} (1 - h^{(i)})\\, ' : ''}x^{(i)}`,
      ],
    },
  ];
}

/** Loss, backward pass and update in numbers, for a batch of one or for its first sample. */
export function backSteps(
  w: SharedWeights,
  batch: readonly TaskSample[],
  form: LossForm,
  rate: number,
  unit: SharedUnit = 'sigmoid',
): MarkedStep[] {
  const sample = batch[0] ?? { x: NaN, t1: NaN, t2: NaN };
  const { h, y1 } = outputs(w, sample.x, unit);
  const { regression, crossEntropy } = sampleLoss(w, sample, unit);
  const { error1, error2, dh, slope, dw1 } = sharedDerivative(w, sample, form, unit);
  const factor =
    unit === 'sigmoid'
      ? { tex: ' \\cdot h(1 - h)', value: ` \\cdot ${t(slope)}` }
      : { tex: '', value: '' };
  const sign = form === 'printed' ? '-' : '+';
  const second = form === 'printed' ? 't_2 - y_2' : 'y_2 - t_2';
  const gradients = batchGradients(w, batch, form, unit);
  return [
    {
      title: 'The loss',
      known: 3,
      marks: ['y1', 'y2', 'l', 'e1', 'e2'],
      lines: [
        `l = \\tfrac{1}{2}(${n(y1)} - ${t(sample.t1)})^2 ${sign} ${n(crossEntropy)} = ${n(regression)} ${sign} ${n(crossEntropy)} = ${n(regression + (form === 'printed' ? -1 : 1) * crossEntropy)}`,
      ],
      note: 'The second number is −[t₂ ln y₂ + (1 − t₂) ln(1 − y₂)].',
    },
    {
      title: 'Both errors',
      known: 3,
      marks: ['y1', 'y2', 'e1', 'e2'],
      lines: [
        `\\frac{\\partial l}{\\partial y_1} = y_1 - t_1 = ${n(error1)}`,
        `\\frac{\\partial l}{\\partial z_2} = ${second} = ${n(error2)}`,
      ],
    },
    {
      title: 'Into the shared unit',
      known: 3,
      marks: ['h', 'w2', 'w3'],
      lines: [
        `\\frac{\\partial l}{\\partial h} = ${t(error1)} \\cdot ${t(w[1])} + ${t(error2)} \\cdot ${t(w[2])} = ${n(dh)}`,
        `\\frac{\\partial l}{\\partial w_2} = ${t(error1)} \\cdot ${t(h)} = ${n(error1 * h)}`,
        `\\frac{\\partial l}{\\partial w_3} = ${t(error2)} \\cdot ${t(h)} = ${n(error2 * h)}`,
      ],
    },
    {
      title: 'The shared weight',
      known: 3,
      marks: ['x', 'h', 'w1'],
      lines: [
        `\\frac{\\partial l}{\\partial w_1} = \\frac{\\partial l}{\\partial h}${factor.tex} \\cdot x = ${t(dh)}${factor.value} \\cdot ${t(sample.x)} = ${n(dw1)}`,
      ],
    },
    {
      title: batch.length > 1 ? 'One step of SGD, with the sums over the batch' : 'One step of SGD',
      known: 3,
      marks: ['w1', 'w2', 'w3'],
      lines: gradients.map(
        (gradient, i) =>
          `w_${i + 1} \\leftarrow ${t(w[i] ?? NaN)} - ${t(rate)} \\cdot ${t(gradient)} = ${n((w[i] ?? NaN) - rate * gradient)}`,
      ),
    },
  ];
}

/** ∂l/∂w₁ of one sample with its numbers, in one line. */
export function numericLine(
  w: SharedWeights,
  sample: TaskSample,
  form: LossForm,
  unit: SharedUnit = 'sigmoid',
): string {
  const { y1, y2, h } = outputs(w, sample.x, unit);
  const { slope, dw1 } = sharedDerivative(w, sample, form, unit);
  const sign = form === 'printed' ? '-' : '+';
  const factor =
    unit === 'sigmoid' ? ` \\cdot \\underbrace{${n(h)} \\cdot ${n(1 - h)}}_{${n(slope)}}` : '';
  return `\\bigl[(${n(y1)} - ${t(sample.t1)}) \\cdot ${t(w[1])} ${sign} (${n(y2)} - ${t(sample.t2)}) \\cdot ${t(w[2])}\\bigr]${factor} \\cdot ${t(sample.x)} = ${n(dw1)}`;
}

/** Both outputs as expressions of the input. */
const sigmoidExpressions: readonly string[] = [
  'y_1 = w_2\\, \\sigma(w_1 x) = \\frac{w_2}{1 + e^{-w_1 x}}',
  'y_2 = \\sigma\\bigl(w_3\\, \\sigma(w_1 x)\\bigr) = \\frac{1}{1 + \\exp\\left(-\\frac{w_3}{1 + e^{-w_1 x}}\\right)}',
];

/** The same with a linear hidden unit. */
const linearExpressions: readonly string[] = [
  'y_1 = w_2\\, w_1 x',
  'y_2 = \\sigma(w_3\\, w_1 x) = \\frac{1}{1 + e^{-w_3 w_1 x}}',
];

export const expressionsOf = (unit: SharedUnit): readonly string[] =>
  unit === 'sigmoid' ? sigmoidExpressions : linearExpressions;
