/** ∂l/∂w₁ of a batch, sample by sample. */
import { centralDifference } from '../../theory/central.ts';
import {
  batchDerivative,
  batchLoss,
  outputs,
  sampleLoss,
  sharedDerivative,
  type SharedWeights,
  type TaskSample,
} from '../../theory/multi-task.ts';
import type { TableData } from '../blocks.ts';
import { short } from '../text.ts';

const six = (value: number): string => short(value, 6);
const forms = ['printed', 'corrected'] as const;

export function batchTable(w: SharedWeights, batch: readonly TaskSample[]): TableData {
  const difference = (form: 'printed' | 'corrected'): number =>
    centralDifference((w1) => batchLoss([w1, w[1], w[2]], batch, form), w[0]);
  const samples = batch.map((sample, index) => {
    const { y1, y2 } = outputs(w, sample.x);
    const { regression, crossEntropy } = sampleLoss(w, sample);
    const figures = [
      y1,
      y2,
      regression,
      crossEntropy,
      regression - crossEntropy,
      regression + crossEntropy,
      ...forms.map((form) => sharedDerivative(w, sample, form).dw1),
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
        ...forms.map((form) => six(batchLoss(w, batch, form))),
        ...forms.map((form) => six(batchDerivative(w, batch, form))),
      ],
      ['finite difference', ...empty(6), ...forms.map((form) => six(difference(form)))],
    ],
    marked: [samples.length],
  };
}
