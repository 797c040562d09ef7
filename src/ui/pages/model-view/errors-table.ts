/** The network's test errors beside those of simpler predictors. */
import { html, type TemplateResult } from 'lit';
import { figureIn, metricsOf } from '../../../catalog/lookup/metric.ts';
import { metricMeta } from '../../../catalog/registry/metric.meta.ts';
import { metricText } from '../../../text/metrics.ts';
import type { TargetWords } from '../../../text/target.ts';
import { leastSquaresName, type TestFigures } from '../../../lab/judge/judge.ts';

export function errorsTable(
  errors: readonly (readonly [string, TestFigures])[],
  { squared, amount }: TargetWords,
): TemplateResult {
  const metrics = metricsOf('regression');
  return html`<div class="scroll" role="region" aria-label="Errors" tabindex="0">
    <table>
      <caption>
        ${
          errors.some(([name]) => name === leastSquaresName)
            ? 'Least squares uses an intercept and the same standardised features.'
            : 'Least squares is left out: it would be slow with so many features.'
        }
      </caption>
      <thead>
        <tr>
          <th class="start" scope="col">Predicts</th>
          ${metrics.map((metric) => {
            const { label, sum } = metricMeta[metric];
            return html`<th scope="col">${sum === 'loss' ? `${label}, ${squared}` : label}</th>`;
          })}
        </tr>
      </thead>
      <tbody>
        ${errors.map(
          ([name, figures]) =>
            html`<tr>
              <th class="start" scope="row">${name}</th>
              ${metrics.map((metric) => {
                const value = figureIn(figures, 'test', metric);
                return html`<td>${value === null ? '–' : metricText(metric, value, amount)}</td>`;
              })}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
