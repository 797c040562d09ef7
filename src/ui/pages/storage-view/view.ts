/** The notice that the browser may delete results: once, under the first kept run. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Lab } from '../lab.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';
import './element.ts';

/** The session that shows the notice; others in this visit do not repeat it. */
let telling: ExperimentSession | null = null;

export function render(session: ExperimentSession, lab: Lab): TemplateResult {
  telling ??= session;
  return html`${
    telling === session
      ? html`<a2-storage-notice .lab=${lab} .runId=${session.storedId}></a2-storage-notice>`
      : nothing
  }`;
}
