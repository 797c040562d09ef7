/** The network of an experiment, as a part of its page. */
import { html, type TemplateResult } from 'lit';
import type { ExperimentSession } from '../../../lab/session/session.ts';
import './element.ts';
import { startsUnfolded } from './unfolded.ts';

export const render = (session: ExperimentSession): TemplateResult => html`
  <a2-network-view
    ?unfolded=${startsUnfolded(session)}
    .session=${session}
    .experiment=${session.valid}
  ></a2-network-view>
`;
