/** The exports of an experiment, at the end of its page. */
import { html, type TemplateResult } from 'lit';
import type { Lab } from '../lab.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';
import './element.ts';

export const render = (session: ExperimentSession, lab: Lab): TemplateResult => html`
  <section>
    <h2>Export</h2>
    <a2-take-away-view
      .session=${session}
      .lab=${lab}
      .state=${session.state}
      .draft=${session.draft}
      .highlighted=${session.highlighted}
    ></a2-take-away-view>
  </section>
`;
