/** What accuracy hides for unequal classes: per-class metrics and their means. */
import { html, type TemplateResult } from 'lit';
import type { ClassFigure } from '../../../catalog/kinds/metric.ts';
import { count, percent, significant } from '../../../base/numbers.ts';
import { classMetricValues } from '../../../text/metrics.ts';
import { capital } from '../../../text/labels.ts';

/** @param matrix test rows, [true class][predicted class] */
export function classTable(
  classes: readonly ClassFigure[],
  matrix: readonly (readonly number[])[],
): TemplateResult {
  const rows = classes.reduce((sum, each) => sum + each.rows, 0);
  const right = classes.reduce((sum, { found }) => sum + found, 0);
  const most = classes.reduce((a, b) => (b.rows > a.rows ? b : a));
  const predicted = matrix.map((_, at) => matrix.reduce((sum, row) => sum + (row[at] ?? 0), 0));
  return html`<h3>Per-class metrics</h3>
    <p>
      Accuracy is ${percent(right / rows)}; always predicting ${most.name} gives
      ${percent(most.rows / rows)}. ${meansText(classes)}
    </p>
    <div class="scroll" role="region" aria-label="Per-class metrics" tabindex="0">
      <table>
        <thead>
          <tr>
            <th class="start" scope="col">Class</th>
            <th scope="col">Test rows</th>
            <th scope="col">Predicted</th>
            <th scope="col">Correct</th>
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

/** "Balanced accuracy, the mean recall, is 50.0 %, macro F1 0.333." */
function meansText(classes: readonly ClassFigure[]): string {
  const parts = classMetricValues(classes).map(({ label, meaning, text }, at) => {
    const named = meaning === undefined ? label : `${label}, ${meaning},`;
    return `${named}${at === 0 ? ' is' : ''} ${text}`;
  });
  return `${capital(parts.join(', '))}.`;
}
