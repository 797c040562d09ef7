/** The errors of the network on the test part beside those of simpler predictions. */
import { html, type TemplateResult } from 'lit';
import type { Errors } from '../../model/least-squares.ts';
import { dollars, significant } from '../../words/format.ts';

export function errorsTable(errors: readonly (readonly [string, Errors])[]): TemplateResult {
  return html`<div class="scroll" role="region" aria-label="Errors" tabindex="0">
    <table>
      <caption>
        Least squares has an intercept and the same standardised features.
      </caption>
      <thead>
        <tr>
          <th class="start" scope="col">Predicts</th>
          <th scope="col">MSE, ($100,000)²</th>
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
              <td>${dollars(Math.sqrt(mse))}</td>
              <td>${dollars(mae)}</td>
              <td>${Math.abs(r2) < 5e-4 ? '0' : significant(r2, 3)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
