/** Notices on where a set-up or its results come from, and how to get missing ones. */
import { html, nothing, type TemplateResult } from 'lit';
import { provenanceText } from '../../../lab/provenance.ts';
import { counted, dateText } from '../../../base/numbers.ts';
import { isOutdatedRun } from '../../../lab/kept/kept-state.ts';
import type { Lab } from '../lab.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';
import { Elsewhere } from '../../../lab/session/elsewhere.ts';
import { UnderWay } from '../../../lab/session/under-way.ts';
import type { TrialState } from '../../../lab/state.ts';
import { isFinished } from '../../../document/trial-status.ts';
import { restText } from '../../../text/run.ts';

interface KeptActions {
  readonly rest: () => void;
  /** The same, although some were under way. */
  readonly over: () => void;
  readonly retrain: () => void;
}

/** The notices of one session, from when it is shown until `stop`. */
export class KeptNotices {
  readonly #session: ExperimentSession;
  readonly #lab: Lab | null;
  readonly #underWay: UnderWay | null;
  readonly #elsewhere: Elsewhere | null;
  readonly #stops: readonly ((() => void) | undefined)[];

  /** @param changed called when there is something else to show, besides changes of the session and the store */
  constructor(session: ExperimentSession, lab: Lab | null, changed: () => void) {
    this.#session = session;
    this.#lab = lab;
    this.#underWay = lab === null ? null : new UnderWay(lab, session, changed);
    this.#elsewhere = lab === null ? null : new Elsewhere(lab, session, changed);
    this.#stops = [this.#underWay?.follow(), this.#elsewhere?.follow()];
  }

  stop(): void {
    this.#stops.forEach((stop) => stop?.());
  }

  render(): TemplateResult {
    const session = this.#session;
    const underWay = this.#underWay;
    if (this.#elsewhere?.training === true) return trainedElsewhere(session);
    return keptNotices(session, storageProblem(session, this.#lab), underWay, {
      rest: () => void session.startRest(),
      over: () => void underWay?.discard().then(() => session.startRest()),
      retrain: () => void session.start(true),
    });
  }
}

/** The page is of the same run, and needs no press to show it. */
const trainedElsewhere = ({ state }: ExperimentSession): TemplateResult =>
  html`<a2-notice>
    Another tab or page is training this run: ${state.trials.filter(isFinished).length} of
    ${counted(state.trials.length, 'trial')} finished. Its results appear here as they come.
  </a2-notice>`;

/** Why the results shown are not kept; '' if they are, or if there are none yet. */
function storageProblem({ state }: ExperimentSession, lab: Lab | null): string {
  if (lab === null) return '';
  if (lab.store !== null) return lab.store.problem;
  return state.trials.some(isFinished)
    ? 'This browser does not let the page store anything: results last until the page is closed. Export what you need.'
    : '';
}

/** @param problem why something is not kept, '' if there is no problem */
function keptNotices(
  session: ExperimentSession,
  problem: string,
  underWay: UnderWay | null,
  actions: KeptActions,
): TemplateResult {
  return html`
    ${problem === '' ? nothing : html`<a2-notice kind="warning">${problem}</a2-notice>`}
    ${fromLink(session)}
    ${session.active || session.stale ? nothing : ended(session, underWay, actions)}
  `;
}

function fromLink(session: ExperimentSession): TemplateResult | typeof nothing {
  const { origin, state, classroom } = session;
  if (origin !== 'link' || state.status !== 'idle') return nothing;
  const next = classroom.blocked === '' ? 'check it' : 'answer what it asks';
  return html`<a2-notice>This set-up comes from a link; ${next} and press Run.</a2-notice>`;
}

function ended(
  session: ExperimentSession,
  underWay: UnderWay | null,
  actions: KeptActions,
): TemplateResult | typeof nothing {
  const { state, imported } = session;
  const { trials } = state;
  if (imported !== null) {
    return html`<a2-notice kind="warning">
      These results were imported from ${imported}: ${provenanceText(trials)}.
      <button slot="action" type="button" @click=${actions.retrain}>Train them here</button>
    </a2-notice>`;
  }
  if (isOutdatedRun(session)) {
    return html`<a2-notice kind="warning">
      These results are from an earlier revision of the engine, which may have given different
      digits. New runs do not use them.
      <button slot="action" type="button" @click=${actions.retrain}>Retrain everything</button>
    </a2-notice>`;
  }
  const finished = trials.filter(isFinished);
  const left = trials.length - finished.length;
  if (underWay !== null && underWay.places.size > 0) {
    return html`<a2-notice>
      Interrupted: ${finished.length} of ${counted(trials.length, 'trial')} kept;
      ${underWayText(trials, underWay)}
      <span slot="action" class="buttons">
        <button type="button" @click=${actions.rest}>${restText(left)}</button>
        <button type="button" class="quiet" @click=${actions.over}>Start over</button>
      </span>
    </a2-notice>`;
  }
  if (underWay !== null && underWay.unusable > 0) {
    const many = underWay.unusable;
    return html`<a2-notice>
      Interrupted: ${finished.length} of ${counted(trials.length, 'trial')} kept.
      ${counted(many, 'trial')} ${many === 1 ? 'was' : 'were'} under way on another revision or
      choice of the engine, which gives other digits, so ${many === 1 ? 'it starts' : 'they start'}
      from the beginning.
      <button slot="action" type="button" @click=${actions.rest}>${restText(left)}</button>
    </a2-notice>`;
  }
  if (finished.length > 0 && left > 0 && state.error === null) {
    return html`<a2-notice>
      Interrupted: ${finished.length} of ${counted(trials.length, 'trial')} kept.
      <button slot="action" type="button" @click=${actions.rest}>${restText(left)}</button>
    </a2-notice>`;
  }
  const times = trials.map(({ kept }) => kept);
  if (times.length === 0 || times.includes(undefined)) return nothing;
  const at = Math.max(...times.map((time) => time ?? 0));
  return html`<a2-notice>
    These results are from ${dateText(at)}; nothing was trained just now.
    <button slot="action" type="button" @click=${actions.retrain}>Retrain everything</button>
  </a2-notice>`;
}

/** "1 continues at epoch 37 of 100." */
function underWayText(trials: readonly TrialState[], { places }: Pick<UnderWay, 'places'>): string {
  const at = trials
    .flatMap(({ plan }) => {
      const place = places.get(plan.id);
      if (place === undefined) return [];
      const { epochs } = plan.trial;
      return [{ epoch: Math.min(place.epoch + 1, epochs), epochs }];
    })
    .toSorted((a, b) => b.epoch / b.epochs - a.epoch / a.epochs)[0];
  if (at === undefined) return '';
  const where = `epoch ${at.epoch} of ${at.epochs}`;
  return places.size === 1
    ? `1 continues at ${where}.`
    : `${places.size} continue where they were, the furthest at ${where}.`;
}
