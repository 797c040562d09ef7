/** Part (c) of question T1: the map in matrix form, its shapes, and an example in numbers. */
import { html, type TemplateResult } from 'lit';
import {
  exampleMost,
  exampleSeed,
  matrixExample,
  matrixLines,
} from '../../../answers/t1/formulas.ts';
import { m, mm } from '../../../../ui/elements/math/math.ts';
import type { HiddenActivation } from '../../../theory/activation.ts';
import type { NetSize } from '../../../theory/operations.ts';
import { significant } from '../../../../base/numbers.ts';

/** Names with the chosen sizes under them. */
export const shapes = (size: NetSize): TemplateResult => html`
  ${matrixLines(size).map((line) => mm(line))}
  <p>
    The column of ones ${m('\\mathbf 1 \\in \\mathbb R^{N \\times 1}')} writes the same bias into
    the row of every sample; programs call it broadcasting and never store the ones. Softmax goes
    along each row, so every row of ${m('\\hat Y')} sums to 1.
  </p>
`;

/** The formula and the neurons one by one, on the same numbers. */
export function example(chosen: NetSize, g: HiddenActivation): TemplateResult {
  const { size, lines, neurons, apart } = matrixExample(chosen, g);
  return html`
    <p class="text">
      ${size.samples} × ${size.features} numbers through ${size.hidden} hidden neurons to
      ${size.outputs} outputs, drawn with seed ${exampleSeed}; sizes follow the sliders up to
      ${exampleMost}.
    </p>
    ${lines.map((line) => mm(line))}
    <p class="text">
      Neuron by neuron, without any matrix, the same net gives ${m(neurons)}; the largest difference
      is ${apart === 0 ? 'exactly 0' : significant(apart, 2)}. The lab’s tests put the same nets
      through its WebAssembly engine too.
    </p>
  `;
}
