/** The numbers behind a chart as a table, for those who read better than they see. */
import { html, type TemplateResult } from 'lit';
import { count } from '../../words/format.ts';
import { lastIndex, readAt, type ChartModel, type ChartSpec } from '../../charts/model.ts';

/** Of thousands of points, evenly spaced ones are shown. */
const mostRows = 200;

/** Indices of x that the table shows. */
export function tableRows(length: number): number[] {
  const every = Math.ceil(length / mostRows);
  return Array.from({ length: Math.ceil(length / Math.max(1, every)) }, (_, row) => row * every);
}

export function dataTable(spec: ChartSpec, model: ChartModel): TemplateResult {
  const length = lastIndex(model.lines) + 1;
  const rows = tableRows(length);
  const label = new Map(model.groups.map((group) => [group.id, group.label]));
  const caption =
    rows.length < length ? `${count(rows.length)} of ${count(length)} points` : spec.yLabel;
  return html`
    <div class="scroll" role="region" aria-label="${spec.title} as a table" tabindex="0">
      <table>
        <caption>
          ${caption}
        </caption>
        <thead>
          <tr>
            <th scope="col">${spec.xLabel}</th>
            ${model.lines.map(
              (line) => html`<th scope="col">${label.get(line.group)} ${line.name}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) => html`
              <tr>
                <th scope="row">${count(Math.round(model.x[row] ?? 0))}</th>
                ${model.lines.map((line) => {
                  const value = readAt(line, row);
                  return html`<td>${value === null ? '–' : spec.format(value)}</td>`;
                })}
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
  `;
}
