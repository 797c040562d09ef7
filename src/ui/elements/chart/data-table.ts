/** A chart's numbers as a table, for screen readers and exact reading. */
import { html, type TemplateResult } from 'lit';
import { chartColumns } from '../../../figures/charts/columns.ts';
import { lastIndex, type ChartModel, type ChartSpec } from '../../../figures/charts/model.ts';
import { count } from '../../../base/numbers.ts';

/** With more points, evenly spaced ones are shown. */
const maxRows = 200;

/** Indices of x that the table shows. */
export function tableRows(length: number): number[] {
  const every = Math.ceil(length / maxRows);
  return Array.from({ length: Math.ceil(length / Math.max(1, every)) }, (_, row) => row * every);
}

export function dataTable(spec: ChartSpec, model: ChartModel): TemplateResult {
  const length = lastIndex(model.lines) + 1;
  const rows = tableRows(length);
  const columns = chartColumns(spec, model);
  const caption =
    rows.length < length
      ? `${spec.yLabel}: ${count(rows.length)} of ${count(length)} points. Zoom in to see every point; the CSV has them all.`
      : spec.yLabel;
  return html`
    <div class="scroll" role="group" aria-label="${spec.title} as a table" tabindex="0">
      <table>
        <caption>
          ${caption}
        </caption>
        <thead>
          <tr>
            <th scope="col">${spec.xLabel}</th>
            ${columns.map(({ head }) => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) => html`
              <tr>
                <th scope="row">${count(Math.round(model.x[row] ?? 0))}</th>
                ${columns.map(({ read, format }) => {
                  const value = read(row);
                  return html`<td>${value === null ? '–' : format(value)}</td>`;
                })}
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
  `;
}
