/** Says before the start that a run would record very many losses, and offers to leave them out. */
import { html, type TemplateResult } from 'lit';
import { recordedLosses } from '../../../lab/recording.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';
import { recordingText } from '../../../text/recording.ts';
import '../../elements/notice/element.ts';
import { withSetting } from '../../elements/settings-form/draft.ts';

export const render = (session: ExperimentSession): TemplateResult => {
  const losses = recordedLosses(session.planned.trials.map(({ plan }) => plan));
  return html`<a2-notice kind="info">
    ${recordingText(losses)} Its figures of every epoch are recorded in any case.
    <button slot="action" type="button" @click=${() => recordEpochsOnly(session)}>
      Do not record batch losses
    </button>
  </a2-notice>`;
};

const recordEpochsOnly = (session: ExperimentSession): void =>
  session.edit(withSetting(session.draft, 'measure.batchLosses', false));
