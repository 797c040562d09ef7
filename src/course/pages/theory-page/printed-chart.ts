/** A chart's values as a short table, which replaces it in print. */
import { html, type TemplateResult } from 'lit';
import type { ChartModel, ChartSpec } from '../../../figures/charts/model.ts';
import { count } from '../../../base/numbers.ts';

/** Most rows; of more points, every n-th is listed. */
const maxRows = 10;

export function printedChart(spec: ChartSpec, model: ChartModel): TemplateResult {
  const each = Math.ceil(model.x.length / maxRows);
  const last = model.x.length - 1;
  return html`
    <table class="print-only">
      <caption>
        ${spec.title}
      </caption>
      <thead>
        <tr>
          <th scope="col">${spec.xLabel}</th>
          ${model.groups.map(({ label }) => html`<th scope="col">${label}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${model.x.map((x, index) =>
          (last - index) % each === 0
            ? html`<tr>
                <th scope="row">${count(x)}</th>
                ${model.lines.map(({ values }) => html`<td>${spec.short(values[index] ?? NaN)}</td>`)}
              </tr>`
            : '',
        )}
      </tbody>
    </table>
  `;
}
