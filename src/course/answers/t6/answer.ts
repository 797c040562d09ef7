/** The answer to question T6 with the chosen loss and hidden unit, and with the others. */
import type { LossForm } from '../../theory/multi-task.ts';
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
import type { Choices } from '../choices.ts';
import { networkSvg } from '../network-svg.ts';
import { readingsTable } from './batch-table.ts';
import { drawingOf } from './drawing.ts';
import { askedBatch, askedWeights, formWords, unitTex } from './problem.ts';
import { expressionsOf, lossTex, outputSteps, symbolicSteps } from './steps.ts';

const { w1 = NaN, w2 = NaN, w3 = NaN } = askedWeights;
const w = [w1, w2, w3] as const;
const sample = askedBatch[0]!;

/** The answer as chosen. */
export function t6Answer({ loss, unit, others }: Choices): Block[] {
  const elsewhere =
    others === 'appendix' ? ' The answers under the other readings are in the appendix.' : '';
  const forwards = outputSteps(w, sample.x, unit);
  return [
    slip(
      prose`The question’s figure is missing. It is taken as ${tex(unitTex[unit])}, ${tex('y_1 = w_2 h')}, ${tex('y_2 = \\sigma(w_3 h)')}, without biases. ${signText[loss]}${elsewhere}`,
    ),
    heading('The outputs as expressions', 'T6-expressions'),
    formulas(...expressionsOf(unit)),
    heading('The derivative with respect to the shared weight', 'T6-derivative'),
    text(prose`The loss is`),
    formulas(lossTex(loss)),
    steps(symbolicSteps(loss, unit)),
    heading('The outputs in numbers', 'T6-numbers'),
    drawing(
      `network${unit === 'sigmoid' ? '' : '-linear'}`,
      'The network with its outputs. Each unit shows its output, with its activation above or below.',
      networkSvg(
        drawingOf(w, sample.x, 3, null, unit),
        { width: 460, height: 260 },
        forwards.map(({ title }) => title).join('; '),
      ),
    ),
    steps(forwards),
  ];
}

const signText: Readonly<Record<LossForm, string>> = {
  corrected:
    'The question prints a plus before the second sum of the loss. The usual cross-entropy has a minus there: with the plus, the loss falls without bound as the classification gets worse. This answer takes the plus as a misprint.',
  printed:
    'The question prints a plus before the second sum of the loss, where the usual cross-entropy has a minus. This answer uses the loss as printed.',
};

/** What the answer would be with the other loss, and with the other hidden unit; and the derivative in numbers. */
export function t6Others({ loss, unit }: Choices): Block[] {
  const otherLoss = loss === 'corrected' ? 'printed' : 'corrected';
  const otherUnit = unit === 'sigmoid' ? 'linear' : 'sigmoid';
  return [
    text(
      prose`With the loss ${formWords[otherLoss]}, the outputs are the same, and the derivative differs in the sign of the second path:`,
    ),
    formulas(lossTex(otherLoss), ...(symbolicSteps(otherLoss, unit).at(-1)?.lines ?? [])),
    text(
      prose`With a ${otherUnit} hidden unit, ${tex(unitTex[otherUnit])}, and the loss ${formWords[loss]}:`,
    ),
    formulas(
      ...expressionsOf(otherUnit),
      ...outputSteps(w, sample.x, otherUnit).flatMap(({ lines }) => lines),
      ...(symbolicSteps(loss, otherUnit).at(-1)?.lines ?? []),
    ),
    text(
      prose`The assignment gives no targets. For ${tex('t_1 = t_2 = 1')}, the derivatives in numbers are:`,
    ),
    table(readingsTable(w, sample)),
  ];
}
