/** ∂l/∂w₁ of a batch, sample by sample. */
import { centralDifference } from '../../theory/central.ts';
import {
  batchDerivative,
  batchLoss,
  outputs,
  sampleLoss,
  sharedDerivative,
  type SharedUnit,
  type SharedWeights,
  type TaskSample,
} from '../../theory/multi-task.ts';
import type { TableData } from '../blocks.ts';
import { short } from '../text.ts';
import { units } from './problem.ts';

const six = (value: number): string => short(value, 6);
const forms = ['printed', 'corrected'] as const;

export function batchTable(
  w: SharedWeights,
  batch: readonly TaskSample[],
  unit?: SharedUnit,
): TableData {
  const difference = (form: 'printed' | 'corrected'): number =>
    centralDifference((w1) => batchLoss([w1, w[1], w[2]], batch, form, unit), w[0]);
  const samples = batch.map((sample, index) => {
    const { y1, y2 } = outputs(w, sample.x, unit);
    const { regression, crossEntropy } = sampleLoss(w, sample, unit);
    const figures = [
      y1,
      y2,
      regression,
      crossEntropy,
      regression - crossEntropy,
      regression + crossEntropy,
      ...forms.map((form) => sharedDerivative(w, sample, form, unit).dw1),
    ];
    return [String(index + 1), ...figures.map(six)];
  });
  const empty = (count: number): string[] => Array.from({ length: count }, () => '');
  return {
    caption: 'Contribution of each sample, and sums',
    head: [
      'sample',
      'y₁',
      'y₂',
      '½(y₁ − t₁)²',
      'cross-entropy',
      'loss, printed',
      'loss, corrected',
      '∂l/∂w₁, printed',
      '∂l/∂w₁, corrected',
    ],
    rows: [
      ...samples,
      [
        'sum',
        ...empty(4),
        ...forms.map((form) => six(batchLoss(w, batch, form, unit))),
        ...forms.map((form) => six(batchDerivative(w, batch, form, unit))),
      ],
      ['finite difference', ...empty(6), ...forms.map((form) => six(difference(form)))],
    ],
    marked: [samples.length],
  };
}

/** The asked sample under every reading: its outputs, loss and derivative beside the finite difference. */
export const readingsTable = (w: SharedWeights, sample: TaskSample): TableData => ({
  caption: 'The answers to T6 under all readings, to six significant digits',
  head: ['hidden unit', 'loss', 'h', 'y₁', 'y₂', 'loss l', '∂l/∂w₁', 'finite difference'],
  texts: [1],
  rows: units.flatMap((unit) =>
    forms.toReversed().map((form) => {
      const { h, y1, y2 } = outputs(w, sample.x, unit);
      const loss = (w1: number): number => batchLoss([w1, w[1], w[2]], [sample], form, unit);
      const { dw1 } = sharedDerivative(w, sample, form, unit);
      return [unit, form, ...[h, y1, y2, loss(w[0]), dw1, centralDifference(loss, w[0])].map(six)];
    }),
  ),
});
