/** A run's findings as text, after its table. */
import { html, type TemplateResult } from 'lit';
import '../../elements/findings/element.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';

export const render = ({ shown, state, active }: ExperimentSession): TemplateResult => html`
  <a2-findings .experiment=${shown} .trials=${state.trials} .active=${active}></a2-findings>
`;
