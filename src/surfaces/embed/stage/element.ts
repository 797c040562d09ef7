import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { configuration } from '../../api/configure.ts';
import { sharedPool, type Lease } from '../../api/shared-pool.ts';
import type { HighlightEvent } from '../../../ui/elements/highlight-event.ts';
import '../../../ui/elements/notice/element.ts';
import '../../../ui/elements/run-bar/element.ts';
import { withSetting } from '../../../ui/elements/settings-form/draft.ts';
import { define } from '../../../ui/elements/define.ts';
import { yieldToEventLoop } from '../../../base/event-loop.ts';
import { linkOf } from '../../../document/link.ts';
import type { ResultsDocument } from '../../../formats/results/document.ts';
import { notices } from '../../../ui/elements/session/notices.ts';
import { LoadedModules } from '../../../ui/elements/loaded.ts';
import { blockedText, upfrontText } from '../../../ui/elements/session/text.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';
import { isAbort, type LabError, throwIfAborted, toLabError } from '../../../base/errors.ts';
import { base, buttons } from '../../../ui/styles/shared.ts';
import { disclosures } from '../../../ui/styles/disclosures.ts';
import { A2ErrorEvent } from '../events.ts';
import type { StageOptions } from '../options.ts';
import { open, sameDocument, type Opened } from './open.ts';
import { stageRun } from './run.ts';
import {
  asked,
  figures,
  foot,
  internalEvents,
  large,
  loadedPart,
  settingsForm,
  type ClassView,
} from './parts.ts';
import { stageStyles } from './styles.ts';

/**
 * @summary What an `<a2-experiment>` shows once it is in view. Not for use on its own.
 * @ignore
 */
export class A2ExperimentStage extends LitElement {
  static override styles = [base, buttons, disclosures, stageStyles];

  static override properties = {
    options: { attribute: false },
    tell: { attribute: false },
    titled: { attribute: false },
    opened: { state: true },
    failure: { state: true },
    changing: { state: true },
    link: { state: true },
    drawn: { state: true },
  };

  declare options: StageOptions | null;
  /** Receives the events for the host to dispatch. */
  declare tell: (event: Event) => void;
  /** Called when `heading` or `broken` has changed. */
  declare titled: () => void;
  declare protected opened: Opened | null;
  declare protected failure: LabError | null;
  /** Whether the reader has opened the form, which is loaded on demand. */
  declare protected changing: boolean;
  /** The set-up's address in the lab; '' without a lab. */
  declare protected link: string;
  /** How much is rendered so far: part by part, so that no task is long. */
  declare protected drawn: 'head' | 'figures' | 'all';

  readonly #modules = new LoadedModules<unknown>(this);
  readonly #views = new LoadedModules<ClassView>(this);
  #lease: Lease | null = null;
  #opening: Promise<Opened> | null = null;
  #openedFor: StageOptions | null = null;
  #controller = new AbortController();
  #running: Promise<ResultsDocument> | null = null;
  #results: ResultsDocument | null = null;
  #stop: (() => void) | null = null;

  constructor() {
    super();
    this.options = null;
    this.tell = () => undefined;
    this.titled = () => undefined;
    this.opened = null;
    this.failure = null;
    this.changing = false;
    this.link = '';
    this.drawn = 'head';
    // Events between the parts must not leave the element.
    for (const type of internalEvents) {
      this.addEventListener(type, (event) => event.stopPropagation());
    }
  }

  get results(): ResultsDocument | null {
    return this.#results;
  }

  get heading(): string | null {
    return this.opened?.session.valid.title ?? null;
  }

  /** Whether there is only an error to show. */
  get broken(): boolean {
    return this.failure !== null && this.opened === null;
  }

  /** Runs the current set-up; joins a run in progress. Rejects with LabError if it cannot run. */
  run(start?: (session: ExperimentSession) => Promise<void>): Promise<ResultsDocument> {
    this.#running ??= this.#run(start ?? ((session) => session.start())).finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Like `run`, unless that needs a large download or an answer first; shows and reports failures. */
  autorun(): void {
    void this.#opening
      ?.then((opened) => {
        if (this.#results !== null || large(opened) || opened.session.classroom.blocked !== '')
          return;
        return this.run();
      })
      .catch(() => undefined);
  }

  cancel(): void {
    this.opened?.session.cancel();
  }

  /** Called when the element is connected again. */
  begin(): void {
    if (this.options !== null && this.#opening === null) void this.#open();
  }

  /** Called when the element is removed: stops its run, and with the last element all workers. */
  end(): void {
    this.#controller.abort();
    this.opened?.session.cancel();
    if (this.opened === null) this.#opening = null;
    this.#lease?.release(true);
    this.#lease = null;
  }

  get #pool() {
    this.#lease ??= sharedPool.lease();
    return this.#lease.pool;
  }

  async #run(start: (session: ExperimentSession) => Promise<void>): Promise<ResultsDocument> {
    try {
      const { session, base: baseUrl } = await (this.#opening ?? this.#open());
      const results = await stageRun(session, {
        pool: this.#pool,
        baseUrl,
        tell: this.tell,
        start: () => start(session),
      });
      // Another document may have replaced it meanwhile.
      if (this.opened?.session === session) this.#results = results;
      return results;
    } catch (error) {
      const failure = toLabError(error);
      // Why the document could not be opened has already been reported.
      if (!isAbort(failure) && this.opened !== null) {
        this.failure = failure;
        this.tell(new A2ErrorEvent(failure.code, failure.message));
      }
      throw failure;
    } finally {
      this.requestUpdate();
    }
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('options') || this.options === null) return;
    const before = changed.get('options');
    // A run that was requested earlier has already opened it.
    if (this.#openedFor === this.options) return;
    if (before && sameDocument(before, this.options)) {
      const { engine, workers } = this.options;
      this.opened?.session.setMachine({ engine, workers, deterministic: true });
      return;
    }
    void this.#open();
  }

  #open(): Promise<Opened> {
    const { options } = this;
    if (options === null) throw new Error('The stage has no options yet.');
    this.#controller.abort();
    this.#controller = new AbortController();
    const { signal } = this.#controller;
    this.opened?.session.cancel();
    this.#openedFor = options;
    const opening = this.#opened(options, signal);
    this.#opening = opening;
    opening.catch(() => undefined);
    return opening;
  }

  async #opened(options: StageOptions, signal: AbortSignal): Promise<Opened> {
    this.failure = null;
    this.#results = null;
    try {
      // With ten experiments on a page, lets the page's own work run between them.
      await yieldToEventLoop();
      const opened = await open(options, () => this.#pool, signal);
      throwIfAborted(signal);
      await yieldToEventLoop();
      throwIfAborted(signal);
      this.#follow(opened);
      void this.#drawRest();
      return opened;
    } catch (error) {
      // Another document has replaced it meanwhile; keep showing that one.
      throwIfAborted(signal);
      const failure = toLabError(error);
      if (!isAbort(failure)) {
        this.failure = failure;
        this.opened = null;
        this.tell(new A2ErrorEvent(failure.code, failure.message));
      }
      this.#opening = null;
      throw failure;
    } finally {
      this.titled();
    }
  }

  async #drawRest(): Promise<void> {
    for (const part of ['figures', 'all'] as const) {
      await this.updateComplete;
      await yieldToEventLoop();
      this.drawn = part;
    }
  }

  #follow(opened: Opened): void {
    this.#stop?.();
    const { session } = opened;
    let linked = session.valid;
    this.#stop = session.subscribe(() => {
      this.requestUpdate();
      if (session.valid === linked) return;
      linked = session.valid;
      void this.#linkTo(session);
    });
    this.opened = opened;
    void this.#linkTo(session);
  }

  async #linkTo(session: ExperimentSession): Promise<void> {
    const { lab } = configuration();
    if (lab === null) return;
    const { valid } = session;
    const link = `${lab}#/x/${await linkOf(valid)}`;
    if (session.valid === valid) this.link = link;
  }

  protected override render(): TemplateResult {
    const { opened, options } = this;
    if (opened === null || options === null) return this.#unopened();
    const { session, known } = opened;
    const act = (start?: (session: ExperimentSession) => Promise<void>) => {
      // Already shown in the element and reported by an event.
      this.run(start).catch(() => undefined);
    };
    const use = (setting: Parameters<typeof session.edit>[0]) => session.edit(setting);
    return html`
      <article
        @a2-run=${() => act()}
        @a2-run-rest=${() => act((each) => each.startRest())}
        @a2-run-again=${(event: Event & { ids: readonly string[] }) =>
          act((each) => each.startAgain(event.ids))}
        @a2-cancel=${() => session.cancel()}
        @a2-pause=${() => session.pause()}
        @a2-resume=${() => session.resume()}
        @a2-highlight=${(event: HighlightEvent) => session.highlight(event.trial)}
      >
        ${asked(session, options.compact)} ${this.#classroom(session)}
        <div>
          ${notices(session, known, navigator.onLine, {
            use: (dataset) => use(withSetting(session.draft, 'dataset.name', dataset)),
            run: () => act(),
          })}
          ${this.#failed(session)}
        </div>
        <a2-run-bar
          .state=${session.stale && !session.active ? session.planned : session.state}
          .blocked=${blockedText(session, known)}
          .upfront=${large(opened) ? upfrontText(session, known) : ''}
          .engineChoice=${session.machine.engine}
          .landmark=${false}
        ></a2-run-bar>
        ${figures(session, options, this.drawn)}
        ${settingsForm({
          session,
          options,
          module: this.changing
            ? this.#modules.get(
                'form',
                () => import('../../../ui/elements/settings-form/element.ts'),
              )
            : null,
          opened: () => {
            this.changing = true;
          },
          retry: () => this.#modules.retry('form'),
        })}
        ${foot(session, this.#results, this.link)}
      </article>
    `;
  }

  #unopened(): TemplateResult {
    if (this.failure === null) return html`<p class="room soft" role="status">Opening …</p>`;
    return html`<a2-notice kind="error">
      ${this.failure.message}
      <button slot="action" type="button" @click=${() => void this.#open()}>Try again</button>
    </a2-notice>`;
  }

  /** Loaded only if the document asks the class for an id or an answer. */
  #classroom(session: ExperimentSession): TemplateResult | typeof nothing {
    if (!session.classroom.asksId && session.classroom.question === '') return nothing;
    return loadedPart(
      this.#views.get('class', () => import('../../../ui/elements/session/class-view.ts')),
      ({ render }) => render(session),
      () => this.#views.retry('class'),
    );
  }

  /** Only failures that the session does not know; its own are among its notices. */
  #failed({ state }: ExperimentSession): TemplateResult | typeof nothing {
    const { failure } = this;
    if (failure === null || state.status === 'idle' || failure.message === state.error?.message) {
      return nothing;
    }
    return html`<a2-notice kind="error">${failure.message}</a2-notice>`;
  }
}

define('a2-experiment-stage', A2ExperimentStage);

declare global {
  interface HTMLElementTagNameMap {
    'a2-experiment-stage': A2ExperimentStage;
  }
}
