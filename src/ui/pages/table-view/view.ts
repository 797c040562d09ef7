/** A run's results as a table, after its figures, and what computed them. */
import { html, type TemplateResult } from 'lit';
import '../../elements/results-table/element.ts';
import { computedBy } from '../../elements/session/text.ts';
import { marksOf } from '../../../text/marks.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';

export const render = ({ shown, results, highlighted }: ExperimentSession): TemplateResult => html`
  <section>
    <h2>Results</h2>
    <a2-results-table
      .trials=${results.trials}
      .axes=${shown.axes}
      .caption=${marksOf(results.trials)}
      .highlighted=${highlighted}
    ></a2-results-table>
    <p class="computed small soft">${computedBy(results.trials)}</p>
  </section>
`;
