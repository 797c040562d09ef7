/** The errors of the network on the test part beside those of simpler predictions. */
import { html, type TemplateResult } from 'lit';
import type { Errors } from '../../model/least-squares.ts';
import { significant } from '../../words/format.ts';
import type { TargetWords } from '../../words/target.ts';
import { leastSquaresName } from './judge.ts';

export function errorsTable(
  errors: readonly (readonly [string, Errors])[],
  { squared, amount }: TargetWords,
): TemplateResult {
  return html`<div class="scroll" role="region" aria-label="Errors" tabindex="0">
    <table>
      <caption>
        ${
          errors.some(([name]) => name === leastSquaresName)
            ? 'Least squares has an intercept and the same standardised features.'
            : 'Least squares is left out: it would take long with so many features.'
        }
      </caption>
      <thead>
        <tr>
          <th class="start" scope="col">Predicts</th>
          <th scope="col">MSE, ${squared}</th>
          <th scope="col">RMSE</th>
          <th scope="col">MAE</th>
          <th scope="col">R²</th>
        </tr>
      </thead>
      <tbody>
        ${errors.map(
          ([name, { mse, mae, r2 }]) =>
            html`<tr>
              <th class="start" scope="row">${name}</th>
              <td>${significant(mse)}</td>
              <td>${amount(Math.sqrt(mse))}</td>
              <td>${amount(mae)}</td>
              <td>${Math.abs(r2) < 5e-4 ? '0' : significant(r2, 3)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
