/** What the accuracy does not tell of unequal classes: each class by itself, and their means. */
import { html, type TemplateResult } from 'lit';
import type { ClassFigures } from '../../run/class-figures.ts';
import { count, percent, significant } from '../../words/format.ts';

/** @param matrix test rows, [true class][predicted class] */
export function classTable(
  { balancedAccuracy, macroF1, classes }: ClassFigures,
  matrix: readonly (readonly number[])[],
): TemplateResult {
  const rows = classes.reduce((sum, each) => sum + each.rows, 0);
  const right = classes.reduce((sum, { found }) => sum + found, 0);
  const most = classes.reduce((a, b) => (b.rows > a.rows ? b : a));
  const predicted = matrix.map((_, at) => matrix.reduce((sum, row) => sum + (row[at] ?? 0), 0));
  return html`<h3>Class by class</h3>
    <p>
      Accuracy is ${percent(right / rows)}; always predicting ${most.name} gives
      ${percent(most.rows / rows)}. Balanced accuracy, the mean recall, is
      ${percent(balancedAccuracy)}, macro F1 ${significant(macroF1, 3)}.
    </p>
    <div class="scroll" role="region" aria-label="Class by class" tabindex="0">
      <table>
        <thead>
          <tr>
            <th class="start" scope="col">Class</th>
            <th scope="col">Test rows</th>
            <th scope="col">Predicted</th>
            <th scope="col">Right</th>
            <th scope="col">Recall</th>
            <th scope="col">Precision</th>
            <th scope="col">F1</th>
          </tr>
        </thead>
        <tbody>
          ${classes.map(
            ({ name, rows: own, found, recall, precision, f1 }, at) =>
              html`<tr>
                <th class="start" scope="row">${name}</th>
                <td>${count(own)}</td>
                <td>${count(predicted[at] ?? 0)}</td>
                <td>${count(found)}</td>
                <td>${recall === null ? '–' : percent(recall)}</td>
                <td>${percent(precision)}</td>
                <td>${significant(f1, 3)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}
