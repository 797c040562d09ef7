/** That the browser may delete what is kept: under the first kept run, once. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Lab } from '../lab.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';
import './element.ts';

/** The session that tells; others of the same visit do not repeat it. */
let telling: ExperimentSession | null = null;

export function render(session: ExperimentSession, lab: Lab): TemplateResult {
  telling ??= session;
  return html`${
    telling === session
      ? html`<a2-storage-notice .lab=${lab} .runId=${session.storedId}></a2-storage-notice>`
      : nothing
  }`;
}
