/** A grid search: its cells as a heatmap, and its trials as parallel coordinates. */
import { html, nothing, type TemplateResult } from 'lit';
import '../../elements/heatmap/element.ts';
import '../../elements/parallel-coordinates/element.ts';
import { marksOf } from '../../../text/marks.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';

export function render(session: ExperimentSession): TemplateResult {
  const { state, shown, highlighted } = session;
  const standIn = marksOf(state.trials);
  return html`
    <a2-heatmap
      .trials=${state.trials}
      .axes=${shown.axes}
      .standIn=${standIn}
      .highlighted=${highlighted}
      .experiment=${shown.name}
    ></a2-heatmap>
    ${
      state.trials.length < 3
        ? nothing
        : html`<a2-parallel-coordinates
            .trials=${state.trials}
            .axes=${shown.axes}
            .standIn=${standIn}
            .highlighted=${highlighted}
            .experiment=${shown.name}
          ></a2-parallel-coordinates>`
    }
  `;
}
