import { html, nothing, type TemplateResult } from 'lit';
import { DeferredElement } from '../../../ui/elements/deferred-element.ts';
import { define } from '../../../ui/elements/define.ts';
import { icon } from '../../../ui/elements/icons.ts';
import '../../../ui/elements/notice/element.ts';
import '../../../ui/elements/run-bar/element.ts';
import { runNotices } from '../../../ui/elements/run-notice/notices.ts';
import { runNoticeOffer } from '../../../ui/elements/run-notice/offer.ts';
import { isFinished } from '../../../document/trial-status.ts';
import type { RunState } from '../../../lab/state.ts';
import { theoryTitles } from '../../answers/titles.ts';
import { isSynthetic } from '../../../document/parameters.ts';
import { page } from '../../../ui/styles/page.ts';
import { base, buttons } from '../../../ui/styles/shared.ts';
import { adviceFor } from '../../../text/advice.ts';
import { counted, duration } from '../../../base/numbers.ts';
import { headline } from '../../../text/headline.ts';
import { leftText, stateText } from '../../../text/run.ts';
import { isOutdatedRun } from '../../../lab/kept/kept-state.ts';
import type { Lab } from '../../../ui/pages/lab.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';
import type { SessionStore } from '../../../lab/session/sessions.ts';
import { joined } from './joined.ts';
import { assignmentPresets, questionGroups, type Question } from '../../handin/questions.ts';
import { assignmentStyles } from './styles.ts';

/**
 * @summary All of the assignment's experiments at a glance: one button runs them, and each question
 * links to its answer.
 */
export class A2AssignmentPage extends DeferredElement {
  static override styles = [base, buttons, page, assignmentStyles];

  static override properties = {
    lab: { attribute: false },
    sessions: { attribute: false },
    opened: { state: true },
    failure: { state: true },
  };

  declare lab: Lab | null;
  declare sessions: SessionStore | null;
  declare protected opened: readonly ExperimentSession[];
  /** Why an experiment could not be opened; '' if all could. */
  declare protected failure: string;

  #life = new AbortController();
  #startedAt = 0;
  #endedAt = 0;

  constructor() {
    super();
    this.lab = null;
    this.sessions = null;
    this.opened = [];
    this.failure = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
    const { signal } = this.#life;
    signal.addEventListener(
      'abort',
      runNotices.subscribe(() => this.requestUpdate()),
    );
    void this.#open(signal);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
  }

  async #open(signal: AbortSignal): Promise<void> {
    const { sessions } = this;
    if (sessions === null) return;
    this.failure = '';
    try {
      const opened = await Promise.all(
        assignmentPresets.map((name) => sessions.open(name, signal)),
      );
      if (signal.aborted) return;
      for (const session of opened) {
        const stop = session.subscribe(() => {
          this.#changed();
        });
        signal.addEventListener('abort', stop);
        runNotices.follow(session);
      }
      this.opened = opened;
    } catch (error) {
      if (signal.aborted) return;
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }

  #changed(): void {
    const active = this.opened.some((session) => session.active);
    if (!active && this.#startedAt !== 0 && this.#endedAt === 0) this.#endedAt = performance.now();
    this.requestUpdate();
  }

  get #elapsed(): number {
    if (this.#startedAt === 0) {
      return this.opened.reduce((sum, { state }) => sum + state.secondsElapsed, 0);
    }
    return ((this.#endedAt === 0 ? performance.now() : this.#endedAt) - this.#startedAt) / 1000;
  }

  /** Those that can be started. */
  get #idle(): ExperimentSession[] {
    return this.opened.filter((session) => !session.active && session.issues.length === 0);
  }

  /** Runs what is not done with its current set-up and engine; of an interrupted run, what it lacks. */
  #runRest(): void {
    const missing = this.#idle.filter(
      (each) => each.state.status !== 'done' || each.stale || isOutdatedRun(each),
    );
    this.#start(missing, (session) =>
      session.again && session.state.status === 'cancelled' ? session.startRest() : session.start(),
    );
  }

  /** Runs what is not done; if the bar says that everything has ended, all of it again. */
  #run(): void {
    const { status = 'idle', trials = [] } = this.#state ?? {};
    if (status === 'idle' || !trials.some(isFinished)) this.#runRest();
    else this.#start(this.#idle, (session) => session.start());
  }

  /** What the run bar shows; null before the experiments are open. */
  get #state(): RunState | null {
    if (this.opened.length === 0) return null;
    const shown = this.opened.map((each) =>
      each.stale && !each.active ? each.planned : each.state,
    );
    return joined(shown, this.#elapsed);
  }

  #start(
    sessions: readonly ExperimentSession[],
    start: (session: ExperimentSession) => Promise<void>,
  ): void {
    this.#startedAt = performance.now();
    this.#endedAt = 0;
    for (const session of sessions) void start(session);
  }

  #cancel(): void {
    for (const session of this.opened) session.cancel();
  }

  protected override render(): TemplateResult {
    return html`
      <article
        @a2-run=${() => this.#run()}
        @a2-run-rest=${() => this.#runRest()}
        @a2-cancel=${() => this.#cancel()}
      >
        <header>
          <h1 tabindex="-1">The whole assignment</h1>
          <p>
            Answer the theory on its pages, run every experiment with one button here, then read,
            edit and hand in <a href="#/report">your report</a>. Each question links to the page
            with its answer.
          </p>
        </header>
        ${this.#notices()} ${runNoticeOffer(runNotices)}
        <a2-run-bar .state=${this.#state} .blocked=${this.#blocked()}></a2-run-bar>
        <section>
          <h2>Theory</h2>
          <ul aria-label="Theory">
            ${theoryTitles.map(
              ({ name, title }) =>
                html`<li>
                  <span class="id">${name}</span>
                  <div class="what">
                    <h3><a href="#/theory/${name}">${title}</a></h3>
                  </div>
                  <div class="answer">${this.#look()}</div>
                </li>`,
            )}
          </ul>
        </section>
        ${questionGroups.map(
          ({ title, questions }) => html`
            <section>
              <h2>${title}</h2>
              <ul aria-label=${title}>
                ${questions.map((question) => this.#question(question))}
              </ul>
            </section>
          `,
        )}
        <p class="next"><a class="button primary" href="#/report">Go to your report</a></p>
      </article>
    `;
  }

  #blocked(): string {
    if (this.failure !== '') return 'An experiment could not be opened';
    if (this.opened.length === 0) return 'Opening the experiments …';
    const wrong = this.opened.find(({ issues }) => issues.length > 0);
    return wrong === undefined ? '' : `Check the set-up of ${wrong.original.name}`;
  }

  #notices(): TemplateResult | typeof nothing {
    if (this.failure !== '') {
      return html`<a2-notice kind="error">
        ${this.failure}
        <button slot="action" type="button" @click=${() => void this.#open(this.#life.signal)}>
          Try again
        </button>
      </a2-notice>`;
    }
    const changed = this.opened.filter((session) => session.changed);
    const error = this.opened.find(({ state, active }) => !active && state.error !== null)?.state
      .error;
    return html`
      ${
        error === undefined || error === null
          ? nothing
          : html`<a2-notice kind="error">${adviceFor(error)}</a2-notice>`
      }
      ${
        changed.length === 0
          ? nothing
          : html`<a2-notice>
              Changed from the assignment’s settings:
              ${changed.map(({ original }) => original.name).join(', ')}. Reset them on their own
              pages.
            </a2-notice>`
      }
    `;
  }

  #question({ name, title, asked, presets, href, answer }: Question): TemplateResult {
    const sessions = presets.flatMap(
      (preset) => this.opened.find(({ original }) => original.name === preset) ?? [],
    );
    return html`
      <li>
        <span class="id">${name}</span>
        <div class="what">
          <h3><a href=${href}>${title}</a></h3>
          <p class="small soft">${asked}</p>
        </div>
        <div class="answer">
          ${presets.length === 0 ? this.#look() : this.#status(sessions)}
          <p class="small soft">${answer}</p>
        </div>
      </li>
    `;
  }

  #look(): TemplateResult {
    return html`<p class="status">${icon('done')}Ready; no training needed</p>`;
  }

  #status(sessions: readonly ExperimentSession[]): TemplateResult {
    const states = sessions.map(({ state }) => state);
    const state = joined(states, 0);
    const [session] = sessions;
    if (session === undefined) return html`<p class="status soft">opening …</p>`;
    const standIn = state.trials.some(({ plan }) => isSynthetic(plan.trial.dataset.name));
    const figure = sessions.length === 1 ? headline(state, session.shown.axes) : '';
    const note = standIn ? html`<span class="stand-in">stand-in data</span>` : nothing;
    switch (state.status) {
      case 'done': {
        const stale = sessions.some((each) => each.stale);
        const work = state.trials.reduce((sum, { seconds }) => sum + seconds, 0);
        const many = counted(state.trials.length, 'trial');
        return html`<p class="status done">
          ${icon('done')}<span
            >${figure === '' ? `${many} done` : figure}
            <span class="soft">· ${duration(work)} of compute</span>
            ${stale ? html`<span class="soft">· of an earlier set-up</span>` : nothing}
            ${
              sessions.some(isOutdatedRun)
                ? html`<span class="soft">· by an earlier revision of the engine</span>`
                : nothing
            }
            ${note}</span
          >
        </p>`;
      }
      case 'running':
      case 'preparing':
        return html`<p class="status running">
          ${icon('running')}<span>${stateText(state)} ${leftText(state)} ${note}</span>
        </p>`;
      case 'failed':
        return html`<p class="status failed">${icon('failed')}failed; see its page</p>`;
      case 'cancelled':
        return html`<p class="status">
          ${icon('cancelled')}<span
            >interrupted: ${state.trials.filter(isFinished).length} of
            ${counted(state.trials.length, 'trial')} kept</span
          >
        </p>`;
      case 'idle':
        return html`<p class="status soft">
          ${icon('waiting')}<span>not run yet: ${stateText(joined(states, 0))} ${note}</span>
        </p>`;
      default:
        return state.status satisfies never;
    }
  }
}

define('a2-assignment-page', A2AssignmentPage);

declare global {
  interface HTMLElementTagNameMap {
    'a2-assignment-page': A2AssignmentPage;
  }
}
