/** Weights, activations and the first batch before training, as a part of an experiment's page. */
import { html, type TemplateResult } from 'lit';
import type { Lab } from '../lab.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';
import './initialisation-element.ts';
import { startsUnfolded } from './unfolded.ts';

export const render = (session: ExperimentSession, lab: Lab): TemplateResult => html`
  <a2-initialisation-view
    ?unfolded=${startsUnfolded(session)}
    .session=${session}
    .lab=${lab}
    .experiment=${session.valid}
    .status=${session.state.status}
  ></a2-initialisation-view>
`;
