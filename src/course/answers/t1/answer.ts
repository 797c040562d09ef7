/** The full answer to question T1, with the lab's sizes as example numbers. */
import { chartSvg } from '../../../figures/charts/svg.ts';
import { significant } from '../../../base/numbers.ts';
import { drawing, formulas, heading, prose, table, tex, text, type Block } from '../blocks.ts';
import { costChart } from './cost-chart.ts';
import {
  backpropagationLines,
  costRatios,
  differenceLines,
  expandedLines,
  exampleSize,
  forwardLine,
  matrixLines,
  parameterLines,
} from './formulas.ts';
import { countedTable, sizeText } from './tables.ts';

export function t1Answer(): Block[] {
  const size = exampleSize;
  const { times, passes } = costRatios(size);
  const { spec, model } = costChart(size);
  const measured = countedTable(size);
  return [
    text(
      prose`The question uses symbols only, and so do the formulas. The numbers beside them are for one batch of FashionMNIST: ${sizeText(size)}.`,
    ),
    heading('(a) Learnable parameters', 'T1a'),
    text(
      prose`Every neuron has a weight for each of its inputs, and one bias. Activations and softmax learn nothing.`,
    ),
    formulas(...parameterLines(size)),
    heading('(b) Cost of all gradients', 'T1b'),
    text(
      prose`We count additions and multiplications, including subtractions and divisions. A neuron with ${tex('n')} inputs costs ${tex('n')} multiplications and ${tex('n')} additions, including the bias. We do not count ${tex('g')}, ReLU, the softmax and the loss after it, copies, or ${tex('1/2h')}, which is computed once.`,
    ),
    text(prose`One forward pass over all samples:`),
    formulas(forwardLine(size)),
    text(prose`Two-sided finite differences need two forward passes per parameter:`),
    formulas(...differenceLines(size)),
    text(prose`In terms of the sizes alone, multiplied out:`),
    formulas(...expandedLines(size)),
    text(
      prose`Backpropagation gives all derivatives with one forward and one backward pass. In the backward pass, the gradient of each weight is a sum of ${tex('N')} products, that of each bias a sum of ${tex('N')} terms, and the hidden layer needs ${tex('N M')} sums of ${tex('K')} products.`,
    ),
    formulas(...backpropagationLines(size)),
    text(
      prose`Here, finite differences cost ${times} times as much: their cost grows with the number of parameters, while backpropagation stays at ${passes} forward passes.`,
    ),
    drawing(
      'gradient-cost',
      'Cost of all gradients against the width of the hidden layer, on a logarithmic axis.',
      chartSvg(spec, model, { height: 250 }),
    ),
    text(
      prose`A smaller network was run with arithmetic that counts its operations. The gradients of both methods agree to within ${significant(measured.count.maxDifference, 1)}.`,
    ),
    table(measured.table),
    heading('(c) The network in matrix form', 'T1c'),
    formulas(...matrixLines(size)),
    text(
      prose`The column of ones ${tex('\\mathbf 1 \\in \\mathbb R^{N \\times 1}')} adds the same bias to the row of every sample; programs broadcast instead. Softmax is applied to each row, so every row of ${tex('\\hat Y')} sums to 1.`,
    ),
  ];
}
