/** Question T1 in full, with the lab's sizes as its numbers. */
import { chartSvg } from '../../../figures/charts/svg.ts';
import { significant } from '../../../base/numbers.ts';
import { drawing, formulas, heading, prose, table, tex, text, type Block } from '../blocks.ts';
import { costChart } from './cost-chart.ts';
import {
  backpropagationLines,
  costRatios,
  differenceLines,
  exampleSeed,
  exampleSize,
  forwardLine,
  matrixExample,
  matrixLines,
  parameterLines,
} from './formulas.ts';
import { countedTable, parameterTable, sizeText } from './tables.ts';

export function t1Answer(): Block[] {
  const size = exampleSize;
  const { times, passes } = costRatios(size);
  const { spec, model } = costChart(size);
  const doing = countedTable(size);
  const example = matrixExample(size, 'tanh');
  return [
    text(
      prose`The question has letters only, and so have the formulas. The numbers beside them are those of a batch of FashionMNIST: ${sizeText(size)}.`,
    ),
    heading('(a) Learnable parameters'),
    text(
      prose`Every neuron has a weight for each of its inputs, and one bias. Activations and softmax learn nothing.`,
    ),
    formulas(...parameterLines(size)),
    table(parameterTable(size)),
    heading('(b) What all gradients cost'),
    text(
      prose`Counted are additions and multiplications, subtractions and divisions among them. A neuron of ${tex('n')} inputs costs ${tex('n')} multiplications and ${tex('n')} additions, the bias included. Not counted: ${tex('g')}, ReLU, the softmax and the loss behind it, copies, and ${tex('1/2h')}, which is worked out once.`,
    ),
    text(prose`One forward pass of all samples:`),
    formulas(forwardLine(size)),
    text(prose`Two-sided finite differences take two of them for every parameter:`),
    formulas(...differenceLines(size)),
    text(
      prose`Backpropagation beside it: one pass forward and one back give all derivatives. Back, every weight is a sum of ${tex('N')} products, every bias a sum of ${tex('N')}, and the hidden layer takes ${tex('N M')} sums of ${tex('K')} products.`,
    ),
    formulas(...backpropagationLines(size)),
    text(
      prose`Finite differences cost ${times} times as much here: their cost grows with the number of parameters, while backpropagation stays at ${passes} forward passes.`,
    ),
    drawing(
      'gradient-cost',
      'What all gradients cost over the width of the hidden layer, on a logarithmic axis.',
      chartSvg(spec, model),
    ),
    text(
      prose`A smaller net was run with an arithmetic that counts itself. Both ways gave the same gradients, to ${significant(doing.count.apart, 1)}.`,
    ),
    table(doing.table),
    heading('(c) The map in matrix form'),
    formulas(...matrixLines(size)),
    text(
      prose`The column of ones ${tex('\\mathbf 1 \\in \\mathbb R^{N \\times 1}')} writes the same bias into the row of every sample; programs call it broadcasting and never store the ones. Softmax goes along each row, so every row of ${tex('\\hat Y')} sums to 1.`,
    ),
    text(
      prose`An example in numbers, ${sizeText(example.size)}, with ${tex('g = \\tanh')}, drawn with seed ${exampleSeed}:`,
    ),
    formulas(...example.lines),
    text(
      prose`Neuron by neuron, without any matrix, the same net gives outputs of which the largest difference from these is ${example.apart === 0 ? 'exactly 0' : significant(example.apart, 2)}.`,
    ),
  ];
}
