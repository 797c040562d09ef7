/** Notices on where a set-up or its results come from, and how to get missing ones. */
import { html, nothing, type TemplateResult } from 'lit';
import { provenanceText } from '../../../lab/provenance.ts';
import { counted, dateText } from '../../../base/numbers.ts';
import { isOutdatedRun } from '../../../lab/kept/kept-state.ts';
import type { Lab } from '../lab.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';
import { isFinished } from '../../../document/trial-status.ts';

export interface KeptActions {
  readonly rest: () => void;
  readonly anew: () => void;
}

/** Why the results shown are not kept; '' if they are, or if there are none yet. */
export function storageProblem({ state }: ExperimentSession, lab: Lab | null): string {
  if (lab === null) return '';
  if (lab.store !== null) return lab.store.problem;
  return state.trials.some(isFinished)
    ? 'This browser does not let the page store anything: results last until the page is closed. Export what you need.'
    : '';
}

/** @param problem why something is not kept, '' if there is no problem */
export function keptNotices(
  session: ExperimentSession,
  problem: string,
  actions: KeptActions,
): TemplateResult {
  return html`
    ${problem === '' ? nothing : html`<a2-notice kind="warning">${problem}</a2-notice>`}
    ${fromLink(session)} ${session.active || session.stale ? nothing : ended(session, actions)}
  `;
}

function fromLink(session: ExperimentSession): TemplateResult | typeof nothing {
  const { origin, state, classroom } = session;
  if (origin !== 'link' || state.status !== 'idle') return nothing;
  const next = classroom.blocked === '' ? 'check it' : 'answer what it asks';
  return html`<a2-notice>This set-up comes from a link; ${next} and press Run.</a2-notice>`;
}

function ended(session: ExperimentSession, actions: KeptActions): TemplateResult | typeof nothing {
  const { state, original, imported } = session;
  const { trials } = state;
  if (imported !== null) {
    return html`<a2-notice kind="warning">
      These results were imported from ${imported}: ${provenanceText(trials)}.
      <button slot="action" type="button" @click=${actions.anew}>Train them here</button>
    </a2-notice>`;
  }
  if (isOutdatedRun(session)) {
    return html`<a2-notice kind="warning">
      These results are from an earlier revision of the engine, which may have given different
      digits. New runs do not use them.
      <button slot="action" type="button" @click=${actions.anew}>Retrain everything</button>
    </a2-notice>`;
  }
  const finished = trials.filter(isFinished);
  const left = trials.length - finished.length;
  if (finished.length > 0 && left > 0 && state.error === null) {
    return html`<a2-notice>
      ${finished.length} of ${counted(trials.length, 'trial')} of ${original.name} are finished and
      kept.
      <button slot="action" type="button" @click=${actions.rest}>
        ${left === 1 ? 'Train the remaining one' : `Train the remaining ${left}`}
      </button>
    </a2-notice>`;
  }
  const times = trials.map(({ kept }) => kept);
  if (times.length === 0 || times.includes(undefined)) return nothing;
  const at = Math.max(...times.map((time) => time ?? 0));
  return html`<a2-notice>
    These results are from ${dateText(at)}; nothing was trained just now.
    <button slot="action" type="button" @click=${actions.anew}>Retrain everything</button>
  </a2-notice>`;
}
