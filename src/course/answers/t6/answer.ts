/** The full answer to question T6, with the loss as printed and as corrected. */
import { batchLoss, sharedDerivative, type LossForm } from '../../theory/multi-task.ts';
import { num } from '../../theory/tex.ts';
import {
  drawing,
  formulas,
  heading,
  prose,
  slip,
  steps,
  table,
  tex,
  text,
  type Block,
} from '../blocks.ts';
import { networkSvg } from '../network-svg.ts';
import { batchTable } from './batch-table.ts';
import { drawingOf } from './drawing.ts';
import { askedBatch, askedWeights, formWords } from './problem.ts';
import { backSteps, lossTex, outputExpressions, outputSteps, symbolicSteps } from './steps.ts';

const forms: readonly LossForm[] = ['corrected', 'printed'];
const allSteps = 4;

export function t6Answer(): Block[] {
  const { w1 = NaN, w2 = NaN, w3 = NaN, rate = NaN } = askedWeights;
  const w = [w1, w2, w3] as const;
  const sample = askedBatch[0]!;
  const forwards = outputSteps(w, sample.x);
  return [
    slip(
      prose`The question’s figure is unavailable. We assume ${tex('h = \\sigma(w_1 x)')}, ${tex('y_1 = w_2 h')}, ${tex('y_2 = \\sigma(w_3 h)')}, without biases.`,
    ),
    heading('The outputs as expressions'),
    formulas(...outputExpressions),
    heading('The outputs in numbers'),
    drawing(
      'network',
      'The network with its outputs. Each unit shows its output, with its activation above or below.',
      networkSvg(
        drawingOf(w, sample.x, 3),
        { width: 460, height: 260 },
        forwards.map(({ title }) => title).join('; '),
      ),
    ),
    steps(forwards),
    heading('The loss, printed and corrected'),
    slip(
      prose`The question prints a plus before its second sum. The usual cross-entropy has a minus there: with the plus, the loss decreases without bound as the classification gets worse. This is most likely a misprint; both forms are worked here.`,
    ),
    ...forms
      .toReversed()
      .flatMap((form) => [
        text(prose`${formWords[form].slice(0, 1).toUpperCase()}${formWords[form].slice(1)}:`),
        formulas(lossTex(form)),
      ]),
    ...forms.flatMap((form) => [
      heading(`Derivative with respect to the shared weight, loss ${formWords[form]}`),
      steps(symbolicSteps(form)),
    ]),
    text(
      prose`The two derivatives differ only in the sign of the second path: minus for the printed loss, plus for the corrected one.`,
    ),
    text(
      prose`The assignment gives weights and the input, but no targets and no learning rate. With this lab’s choice of ${tex('t_1 = t_2 = 1')} and ${tex(`\\eta = ${num(rate)}`)}, the derivative in numbers is:`,
    ),
    ...forms.flatMap((form) => [
      heading(`Derivative in numbers, loss ${formWords[form]}`),
      steps(backSteps(w, askedBatch, form, rate)),
      drawing(
        `backward-${form}`,
        `The backward pass, loss ${formWords[form]}. Each derivative (∂) is on its edge or weight.`,
        networkSvg(
          drawingOf(w, sample.x, 3, {
            steps: allSteps,
            loss: batchLoss(w, [sample], form),
            derivative: sharedDerivative(w, sample, form),
          }),
          { width: 530, height: 260 },
          `The network with the derivatives of the loss, ${formWords[form]}`,
        ),
      ),
    ]),
    table({ ...batchTable(w, askedBatch), caption: 'Contribution of the sample, and sums' }),
  ];
}
