/** A grid search: its cells as a heatmap, and its trials as parallel coordinates. */
import { html, nothing, type TemplateResult } from 'lit';
import '../../elements/heatmap/element.ts';
import '../../elements/parallel-coordinates/element.ts';
import { marksOf } from '../../../text/marks.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';

export function render(session: ExperimentSession): TemplateResult {
  const { results, shown, highlighted } = session;
  const standIn = marksOf(results.trials);
  return html`
    <a2-heatmap
      .trials=${results.trials}
      .axes=${shown.axes}
      .standIn=${standIn}
      .highlighted=${highlighted}
      .experiment=${shown.name}
    ></a2-heatmap>
    ${
      results.trials.length < 3
        ? nothing
        : html`<a2-parallel-coordinates
            .trials=${results.trials}
            .axes=${shown.axes}
            .standIn=${standIn}
            .highlighted=${highlighted}
            .experiment=${shown.name}
          ></a2-parallel-coordinates>`
    }
  `;
}
