/** The provenance of the run that an experiment's page shows. */
import { html, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Lab } from '../lab.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';
import './element.ts';

export function render({ storedId }: ExperimentSession, lab: Lab): TemplateResult {
  // Starts closed for every run. The trials are read only when it is opened.
  return html`${keyed(
    storedId,
    html`<details
      @toggle=${(event: Event) => {
        const details = event.currentTarget as HTMLDetailsElement;
        const passport = details.querySelector('a2-passport');
        if (passport !== null) passport.runId = details.open ? (storedId ?? '') : '';
      }}
    >
      <summary>Provenance of this run, and verification</summary>
      <a2-passport .lab=${lab}></a2-passport>
    </details>`,
  )}`;
}
