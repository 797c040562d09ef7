/** ∂l/∂w₁ of a batch, sample by sample. */
import { html, type TemplateResult } from 'lit';
import { centralDifference } from '../../../theory/central.ts';
import {
  batchDerivative,
  batchLoss,
  outputs,
  sampleLoss,
  sharedDerivative,
  type SharedWeights,
  type TaskSample,
} from '../../../theory/multi-task.ts';
import { short } from '../text.ts';

const six = (value: number): string => short(value, 6);

export function batchTable(w: SharedWeights, batch: readonly TaskSample[]): TemplateResult {
  const difference = (form: 'printed' | 'corrected'): number =>
    centralDifference((w1) => batchLoss([w1, w[1], w[2]], batch, form), w[0]);
  const sums = (['printed', 'corrected'] as const).map((form) => batchLoss(w, batch, form));
  return html`
    <div class="scroll" role="region" aria-label="The batch" tabindex="0">
      <table>
        <caption>
          Each sample’s part, and the sums
        </caption>
        <thead>
          <tr>
            <th scope="col" class="start">sample</th>
            <th scope="col">y₁</th>
            <th scope="col">y₂</th>
            <th scope="col">½(y₁ − t₁)²</th>
            <th scope="col">cross-entropy</th>
            <th scope="col">loss, printed</th>
            <th scope="col">loss, corrected</th>
            <th scope="col">∂l/∂w₁, printed</th>
            <th scope="col">∂l/∂w₁, corrected</th>
          </tr>
        </thead>
        <tbody>
          ${batch.map((sample, index) => {
            const { y1, y2 } = outputs(w, sample.x);
            const { regression, crossEntropy } = sampleLoss(w, sample);
            const figures = [
              y1,
              y2,
              regression,
              crossEntropy,
              regression - crossEntropy,
              regression + crossEntropy,
              sharedDerivative(w, sample, 'printed').dw1,
              sharedDerivative(w, sample, 'corrected').dw1,
            ];
            return html`<tr>
              <th scope="row" class="start">${index + 1}</th>
              ${figures.map((figure) => html`<td>${six(figure)}</td>`)}
            </tr>`;
          })}
          <tr class="asked">
            <th scope="row" class="start">sum</th>
            <td colspan="4"></td>
            ${sums.map((sum) => html`<td>${six(sum)}</td>`)}
            <td>${six(batchDerivative(w, batch, 'printed'))}</td>
            <td>${six(batchDerivative(w, batch, 'corrected'))}</td>
          </tr>
          <tr>
            <th scope="row" class="start">by differences</th>
            <td colspan="6"></td>
            <td>${six(difference('printed'))}</td>
            <td>${six(difference('corrected'))}</td>
          </tr>
        </tbody>
      </table>
    </div>
  `;
}
