/** Part (c) of question T1: the network in matrix form, its shapes, and a numerical example. */
import { html, type TemplateResult } from 'lit';
import {
  maxExampleSize,
  exampleSeed,
  matrixExample,
  matrixLines,
} from '../../../answers/t1/formulas.ts';
import { m, mm } from '../../../../ui/elements/math/math.ts';
import type { HiddenActivation } from '../../../theory/activation.ts';
import type { NetSize } from '../../../theory/operations.ts';
import { significant } from '../../../../base/numbers.ts';

/** The formulas with the chosen sizes under the names. */
export const shapes = (size: NetSize): TemplateResult => html`
  ${matrixLines(size).map((line) => mm(line))}
  <p>
    The column of ones ${m('\\mathbf 1 \\in \\mathbb R^{N \\times 1}')} adds the same bias to the
    row of every sample; programs do this by broadcasting and never store the ones. Softmax is
    applied to each row, so every row of ${m('\\hat Y')} sums to 1.
  </p>
`;

/** The matrix formula, and the same network computed neuron by neuron. */
export function example(chosen: NetSize, g: HiddenActivation): TemplateResult {
  const { size, lines, neurons, maxDifference } = matrixExample(chosen, g);
  return html`
    <p class="text">
      ${size.samples} × ${size.features} numbers through ${size.hidden} hidden neurons to
      ${size.outputs} outputs, drawn with seed ${exampleSeed}; sizes follow the sliders up to
      ${maxExampleSize}.
    </p>
    ${lines.map((line) => mm(line))}
    <p class="text">
      Computed neuron by neuron, without matrices, the same network gives ${m(neurons)}; the largest
      difference is ${maxDifference === 0 ? 'exactly 0' : significant(maxDifference, 2)}. The lab’s
      tests also run the same networks on its WebAssembly engine.
    </p>
  `;
}
