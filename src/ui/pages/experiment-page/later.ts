/**
 * What the page loads after its first paint: undo and folding of the set-up, notices on where results come from, and the
 * offer to tell when a long run has ended.
 */
import '../../elements/trial-list/element.ts';
import { html, type TemplateResult } from 'lit';
import type { ExperimentSession } from '../../../lab/session/session.ts';
import { runNotices } from '../../elements/run-notice/notices.ts';
import { runNoticeOffer } from '../../elements/run-notice/offer.ts';
import type { Lab } from '../lab.ts';
import { SetUpFold } from './fold.ts';
import { KeptNotices } from './kept.ts';
import { SetUpUndo } from './undo.ts';

/** For one session, from when it is shown until `stop`. */
export class LaterParts {
  /** The notices below the question. */
  readonly kept: { readonly render: () => TemplateResult };
  readonly undo: SetUpUndo;
  readonly fold: SetUpFold;
  readonly #stops: readonly (() => unknown)[];

  /** @param changed called when there is something else to show, besides changes of the session and the store */
  constructor(session: ExperimentSession, lab: Lab | null, changed: () => void) {
    const kept = new KeptNotices(session, lab, changed);
    this.kept = { render: () => html`${kept.render()}${runNoticeOffer(runNotices)}` };
    runNotices.follow(session);
    this.#stops = [() => kept.stop(), runNotices.subscribe(changed)];
    this.undo = new SetUpUndo(session, changed);
    this.fold = new SetUpFold(session, changed);
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.undo.stop();
  }
}
