import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../../elements/deferred-element.ts';
import '../../elements/figures/element.ts';
import { MediaController } from '../../elements/media-controller.ts';
import type { HighlightEvent } from '../../elements/highlight-event.ts';
import '../../elements/notice/element.ts';
import type { A2RunBar } from '../../elements/run-bar/element.ts';
import '../../elements/run-bar/element.ts';
import { withSetting } from '../../elements/settings-form/draft.ts';
import '../../elements/settings-form/element.ts';
import type { DraftEvent, MachineEvent } from '../../elements/settings-form/events.ts';
import { sentenceOf } from '../../../text/sentence.ts';
import { marksOf } from '../../../text/marks.ts';
import type { RunAgainEvent } from '../../elements/trial-list/run-again-event.ts';
import { define } from '../../elements/define.ts';
import { isLocked } from '../../../document/classroom.ts';
import { base, buttons } from '../../styles/shared.ts';
import { disclosures } from '../../styles/disclosures.ts';
import type { Lab } from '../lab.ts';
import { LoadedModules, type Loaded } from '../../elements/loaded.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';
import { views, type View, type ViewModule } from '../views.ts';
import type { LaterParts } from './later.ts';
import type { AvailabilityMap } from '../../elements/session/availability.ts';
import type * as sessionNotices from '../../elements/session/notices.ts';
import { RunShortcut } from './shortcut.ts';
import { pageStyles } from './styles.ts';
import { blockedText, upfrontText } from '../../elements/session/text.ts';

/**
 * @summary The page of one experiment: question, set-up, run bar, figures, table and exports. Every
 * experiment has the same layout.
 */
export class A2ExperimentPage extends DeferredElement {
  static override styles = [base, buttons, disclosures, pageStyles];

  static override properties = {
    session: { attribute: false },
    lab: { attribute: false },
    available: { attribute: false },
    online: { attribute: false },
  };

  declare session: ExperimentSession | null;
  declare lab: Lab | null;
  /** Which real datasets are available; null until known. */
  declare available: AvailabilityMap;
  declare online: boolean;

  protected override readonly urgent = true;
  readonly #wide = new MediaController(this, '(min-width: 68rem)');
  readonly #views = new LoadedModules<ViewModule>(this);
  readonly #parts = new LoadedModules<{ readonly LaterParts: typeof LaterParts }>(this);
  readonly #told = new LoadedModules<typeof sessionNotices>(this);
  #later: LaterParts | null = null;
  #stop: (() => void) | null = null;

  constructor() {
    super();
    this.session = null;
    this.lab = null;
    this.available = null;
    this.online = true;
    new RunShortcut(this, () => this.#runBar?.run());
  }

  get #runBar(): A2RunBar | null {
    return this.renderRoot.querySelector('a2-run-bar');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    this.#stop = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('session') || changed.has('lab')) this.#follow();
  }

  #follow(): void {
    this.#stop?.();
    const { session, lab } = this;
    const update = () => this.requestUpdate();
    const stops = [session?.subscribe(update), lab?.store?.subscribe(update)];
    this.#stop = () => {
      stops.forEach((stop) => stop?.());
      this.#later?.stop();
      this.#later = null;
    };
  }

  /** Narrow pages have a <details> instead. */
  get #fold() {
    return this.#wide.matches ? this.#later?.fold : undefined;
  }

  protected override updated(): void {
    this.#fold?.keepFocus(this.shadowRoot!);
  }

  /** Called by the shell after navigation, so that keyboards and screen readers start here. */
  focusTitle(): void {
    this.renderRoot.querySelector('h1')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { session } = this;
    if (session === null) return nothing;
    return html`
      <article
        class=${this.#fold?.folded ? 'folded' : ''}
        @a2-run=${() => void session.start()}
        @a2-run-rest=${() => void session.startRest()}
        @a2-cancel=${() => {
          session.cancel();
        }}
        @a2-pause=${() => {
          session.pause();
        }}
        @a2-resume=${() => {
          session.resume();
        }}
        @a2-run-again=${(event: RunAgainEvent) => void session.startAgain(event.ids)}
        @a2-highlight=${(event: HighlightEvent) => {
          session.highlight(event.trial);
        }}
      >
        ${this.#asked(session)}
        <div class="notices">
          ${this.#tableNeeded(session)} ${this.#notices(session)} ${this.#keptNotices(session)}
        </div>
        <div class="class">${this.#viewsAt('top', session)}</div>
        ${this.#later?.undo.status()} ${this.#setup(session)} ${this.#results(session)}
      </article>
    `;
  }

  /** Asks for the file of an experiment on a table that this browser may not keep. */
  #tableNeeded({ defaults, active }: ExperimentSession): TemplateResult | typeof nothing {
    const { table } = defaults.dataset;
    if (table === undefined) return nothing;
    void import('../../elements/table-needed/element.ts');
    return html`<a2-table-needed .table=${table} .locked=${active}></a2-table-needed>`;
  }

  #asked({ valid: original }: ExperimentSession): TemplateResult {
    return html`
      <header class="asked">
        <div class="what">
          <p class="small soft">${original.name} · the question</p>
          <h1 tabindex="-1">${original.title}</h1>
          ${original.question.split('\n').map((line) => html`<p>${line}</p>`)}
        </div>
        ${
          original.notes.length === 0
            ? nothing
            : html`<ul class="notes small soft" aria-label="Remarks on the task">
                ${original.notes.map((note) => html`<li>${note}</li>`)}
              </ul>`
        }
      </header>
    `;
  }

  #setup(session: ExperimentSession): TemplateResult {
    const parts = sentenceOf(session.defaults, session.valid.axes);
    const fold = this.#fold;
    const form = html`
      <a2-settings-form
        id="form"
        ?hidden=${fold?.folded}
        .draft=${session.draft}
        .defaults=${session.defaults}
        .issues=${session.issues}
        .machine=${session.machine}
        .frozen=${session.active ? 'Cannot be changed during a run.' : ''}
        .locked=${session.classroom.locked(session.draft)}
        .authoring=${session.classroom.authoring}
        .changed=${session.changed}
        @a2-draft=${(event: DraftEvent) => {
          session.edit(event.draft);
          fold?.edited();
        }}
        @a2-machine=${(event: MachineEvent) => {
          session.setMachine(event.machine);
        }}
        @a2-reset=${() => {
          session.reset();
        }}
        ><span slot="history">${this.#later?.undo.buttons()}</span></a2-settings-form
      >
    `;
    return html`
      <section class="setup" aria-label="Set-up">
        <h2>Set-up</h2>
        <p class="skip">
          <button type="button" class="quiet" @click=${() => this.#runBar?.focus()}>
            Go to the Run button
          </button>
        </p>
        <p class="sentence">
          ${parts.map(
            ({ text, varied }, index) =>
              html`${index === 0 ? nothing : html`<span class="dot"> · </span>`}<span
                  class=${varied ? 'varied' : 'part'}
                  >${text}</span
                >`,
          )}
        </p>
        ${fold?.button()}
        ${
          this.#wide.matches
            ? form
            : html`<details class="change">
                <summary>Change the set-up</summary>
                ${form}
              </details>`
        }
      </section>
    `;
  }

  #results(session: ExperimentSession): TemplateResult {
    const { state, results, shown } = session;
    const standIn = marksOf(results.trials);
    return html`
      <div class="figures">
        <a2-run-bar
          .state=${session.stale && !session.active ? session.planned : state}
          .blocked=${blockedText(session, this.available)}
          .upfront=${upfrontText(session, this.available)}
          .engineChoice=${session.machine.engine}
          .shortcut=${true}
        ></a2-run-bar>
        <a2-trial-list
          .trials=${state.trials}
          .axes=${shown.axes}
          .active=${session.active}
          .silent=${state.error !== null}
        ></a2-trial-list>
        ${this.#viewsAt('before', session)}
        <a2-figures
          .trials=${results.trials}
          .axes=${shown.axes}
          .status=${state.status}
          .standIn=${standIn}
          .highlighted=${session.highlighted}
          .experiment=${shown.name}
        ></a2-figures>
        ${this.#viewsAt('figures', session)} ${this.#viewsAt('after', session)}
      </div>
    `;
  }

  #viewsAt(at: View['at'], session: ExperimentSession): (TemplateResult | typeof nothing)[] {
    const { lab } = this;
    if (lab === null) return [];
    return views
      .filter((view) => view.at === at && view.applies(session))
      .map((view) => {
        const loaded = this.#views.get(view.id, view.load);
        if (loaded.state === 'here') return loaded.module.render(session, lab);
        return this.#lacking(loaded, () => this.#views.retry(view.id));
      });
  }

  #notices(session: ExperimentSession): TemplateResult | typeof nothing {
    const loaded = this.#told.get('notices', () => import('../../elements/session/notices.ts'));
    if (loaded.state !== 'here') return this.#lacking(loaded, () => this.#told.retry('notices'));
    return loaded.module.notices(session, this.available, this.online, {
      use: isLocked(session.classroom.locked(session.draft), 'dataset.name')
        ? null
        : (dataset) => session.edit(withSetting(session.draft, 'dataset.name', dataset)),
      run: () => void session.start(false),
    });
  }

  #keptNotices(session: ExperimentSession): TemplateResult | typeof nothing {
    const loaded = this.#parts.get('later', () => import('./later.ts'));
    if (loaded.state !== 'here') return this.#lacking(loaded, () => this.#parts.retry('later'));
    this.#later ??= new loaded.module.LaterParts(session, this.lab, () => this.requestUpdate());
    return this.#later.kept.render();
  }

  /** In place of what is not loaded. */
  #lacking(
    loaded: Exclude<Loaded<unknown>, { readonly state: 'here' }>,
    retry: () => void,
  ): TemplateResult | typeof nothing {
    if (loaded.state === 'loading') return nothing;
    return html`<a2-notice kind="error">
      A part of this page could not be fetched: ${loaded.why}
      <button slot="action" type="button" @click=${retry}>Try again</button>
    </a2-notice>`;
  }
}

define('a2-experiment-page', A2ExperimentPage);

declare global {
  interface HTMLElementTagNameMap {
    'a2-experiment-page': A2ExperimentPage;
  }
}
