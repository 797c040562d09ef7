import { html, nothing, type TemplateResult } from 'lit';
import { DeferredElement } from '../../../ui/elements/deferred-element.ts';
import { define } from '../../../ui/elements/define.ts';
import '../../../ui/elements/notice/element.ts';
import '../../../ui/elements/run-bar/element.ts';
import { runNotices } from '../../../ui/elements/run-notice/notices.ts';
import { runNoticeOffer } from '../../../ui/elements/run-notice/offer.ts';
import { fileName } from '../../handin/file-name.ts';
import { missingParts } from '../../handin/missing.ts';
import type { HandIn, Missing, Student } from '../../handin/types.ts';
import { base, buttons } from '../../../ui/styles/shared.ts';
import { adviceFor } from '../../../text/advice.ts';
import { joined } from '../assignment-page/joined.ts';
import type { Lab } from '../../../ui/pages/lab.ts';
import { saveFile } from '../../../ui/pages/save-file.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';
import type { SessionStore } from '../../../lab/session/sessions.ts';
import { Gathering } from '../../handin/gathering.ts';
import { paperFor } from './paper.ts';
import './answers-list.ts';
import './hand-in-file.ts';
import type { StudentEvent } from './hand-in-file.ts';
import { contentsPart, missingPart, runsPart, studentPart, unreadPart } from './parts.ts';
import './preview.ts';
import type { A2ReportPreview, EditAnswerEvent } from './preview.ts';
import { keepStudent, keptStudent } from './student.ts';
import { reportPageStyles } from './styles.ts';
import './zip-button.ts';

/**
 * @summary The report that a student hands in: the student's details, the runs to include, what is
 * missing, and the report itself, to check and print.
 *
 * @slot tools - more buttons beside those that print and save
 */
export class A2ReportPage extends DeferredElement {
  static override styles = [base, buttons, reportPageStyles];

  static override properties = {
    lab: { attribute: false },
    sessions: { attribute: false },
    student: { state: true },
    stays: { state: true },
    complete: { state: true },
    notice: { state: true },
  };

  declare lab: Lab | null;
  declare sessions: SessionStore | null;
  declare protected student: Student;
  /** Whether this browser stores the student's details. */
  declare protected stays: boolean;
  /** Whether the preview shows all of the current report. */
  declare protected complete: boolean;
  /** The result of the last action, for the status line. */
  declare protected notice: string;

  #life = new AbortController();
  #gathering: Gathering | null = null;
  /** Sessions started from this page, shown by the run bar while one is active. */
  #started: readonly ExperimentSession[] = [];
  #startedAt = 0;
  #handIn: HandIn | null = null;
  #handInOf: readonly unknown[] = [];
  readonly #date = new Date();

  constructor() {
    super();
    this.lab = null;
    this.sessions = null;
    this.student = keptStudent();
    this.stays = true;
    this.complete = false;
    this.notice = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
    const { signal } = this.#life;
    paperFor(() => this.student, signal);
    signal.addEventListener(
      'abort',
      runNotices.subscribe(() => this.requestUpdate()),
    );
    if (this.lab === null || this.sessions === null) return;
    this.#gathering = new Gathering(this.lab, this.sessions, () => this.requestUpdate());
    void this.#gathering.open(signal);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
  }

  /** Returns the same object while nothing in it has changed, so that the preview is not written again. */
  #present({ runs, theory, data, own, without }: Gathering): HandIn {
    const now = [this.student, runs, theory, data, without, own];
    if (this.#handIn === null || now.some((part, at) => part !== this.#handInOf[at])) {
      this.#handInOf = now;
      const { student } = this;
      this.#handIn = { student, runs, theory, data, date: this.#date, without, own };
      this.complete = false;
    }
    return this.#handIn;
  }

  protected override render(): TemplateResult {
    const gathering = this.#gathering;
    return html`
      <article>
        <header class="no-print">
          <p class="small soft">All questions in one document</p>
          <h1 tabindex="-1">Your report</h1>
          <p>
            The answers, figures and findings that you hand in, from the theory pages and the runs
            stored in this browser. Check it before submitting, then print it or save it as a PDF.
          </p>
        </header>
        ${gathering === null ? nothing : this.#parts(gathering)}
      </article>
    `;
  }

  #parts(gathering: Gathering): TemplateResult {
    const { trouble, dataTrouble } = gathering;
    return html`
      <div class="controls no-print">
        ${this.#notices(trouble, dataTrouble)}
        ${studentPart(this.student, this.stays, (student) => this.#keep(student))}
        ${runsPart(gathering)}
        ${contentsPart(gathering.without, (without) => gathering.exclude(without))}
        ${gathering.ready ? this.#answers(gathering) : nothing}
      </div>
      ${
        gathering.ready
          ? this.#report(gathering, this.#present(gathering))
          : html`<p class="soft no-print" role="status">Putting the report together …</p>`
      }
    `;
  }

  #keep(student: Student): void {
    this.student = student;
    this.stays = keepStudent(student);
  }

  #answers(gathering: Gathering): TemplateResult {
    const handIn = this.#present(gathering);
    return html`
      <a2-report-answers
        .handIn=${handIn}
        .texts=${gathering.texts}
        .experiments=${gathering.experiments}
      ></a2-report-answers>
      <section aria-labelledby="file">
        <h2 id="file">Hand-in file</h2>
        <p class="small soft">
          Your details, choices, answers and photos in one file: a copy to keep, to go on with on
          another computer, and for the command line (<code>--hand-in</code>).
        </p>
        <a2-hand-in-file
          .handIn=${handIn}
          .texts=${gathering.texts}
          .experiments=${gathering.experiments}
          @a2-student=${({ student }: StudentEvent) => this.#keep(student)}
        ></a2-hand-in-file>
      </section>
    `;
  }

  #notices(trouble: string, dataTrouble: string): TemplateResult {
    const failed = this.#gathering?.opened.find(
      ({ state, active }) => !active && state.error !== null,
    )?.state.error;
    return html`
      ${
        trouble === ''
          ? nothing
          : html`<a2-notice kind="error">
              ${trouble}
              <button
                slot="action"
                type="button"
                @click=${() => void this.#gathering?.open(this.#life.signal)}
              >
                Try again
              </button>
            </a2-notice>`
      }
      ${
        dataTrouble === ''
          ? nothing
          : html`<a2-notice kind="warning">
              The data could not be inspected: ${dataTrouble}
              <button slot="action" type="button" @click=${() => this.#look()}>Try again</button>
            </a2-notice>`
      }
      ${failed === undefined || failed === null ? nothing : html`<a2-notice kind="error">${adviceFor(failed)}</a2-notice>`}
    `;
  }

  #report(gathering: Gathering, handIn: HandIn): TemplateResult {
    const all = missingParts(handIn);
    const missing = all.filter(({ kind }) => kind !== 'agreement');
    const unread = all.filter(({ kind }) => kind === 'agreement');
    return html`
      <section class="no-print" aria-labelledby="lacks">
        <h2 id="lacks">${missing.length === 0 ? 'Nothing is missing' : 'Missing parts'}</h2>
        ${
          missing.length === 0
            ? html`<p>Every question in the report is answered.</p>`
            : missingPart(missing, {
                run: (name) => this.#run([name]),
                busy: (name) => this.#sessionsOf([name]).every((session) => session.active),
                look: () => this.#look(),
                looking: gathering.looking,
              })
        }
        ${unread.length === 0 ? nothing : unreadPart(unread, (name) => this.#goTo(name))}
        ${this.#bar(missing)}
      </section>
      <div class="tools no-print">
        <button
          type="button"
          class="primary"
          ?disabled=${!this.complete}
          @click=${() => this.#print()}
        >
          Print or save as PDF
        </button>
        <button type="button" ?disabled=${!this.complete} @click=${() => void this.#save()}>
          Save as a web page
        </button>
        <a2-zip-button
          .lab=${this.lab}
          .handIn=${handIn}
          ?disabled=${!this.complete}
        ></a2-zip-button>
        <slot name="tools"></slot>
        <p class="small soft">
          A browser numbers the pages, but not the contents. With the hand-in file,
          <code>a2 assignment --hand-in</code> prints the same report with both.
        </p>
        <p class="small soft" role="status">
          ${this.notice !== '' ? this.notice : this.complete ? '' : 'Writing the report …'}
        </p>
      </div>
      <a2-report-preview
        .handIn=${handIn}
        @a2-edit-answer=${({ name }: EditAnswerEvent) => {
          void this.renderRoot.querySelector('a2-report-answers')?.goTo(name, true);
        }}
        @a2-preview=${() => (this.complete = true)}
      ></a2-report-preview>
    `;
  }

  /** To a question's answer in the list. */
  #goTo(name: string): void {
    void this.renderRoot.querySelector('a2-report-answers')?.goTo(name, false);
  }

  /** One run bar for everything that is missing, and for the runs that it started. */
  #bar(missing: readonly Missing[]): TemplateResult | typeof nothing {
    const names = [...new Set(missing.flatMap(({ experiment }) => experiment ?? []))];
    const active = this.#started.some((session) => session.active);
    const sessions = active ? this.#started : this.#sessionsOf(names);
    if (sessions.length === 0) return nothing;
    const elapsed = active ? (performance.now() - this.#startedAt) / 1000 : 0;
    const state = joined(
      sessions.map((session) => (session.active || active ? session.state : session.planned)),
      elapsed,
    );
    return html`
      ${
        sessions.length > 1 || active
          ? html`<p class="small soft">
              ${active ? 'Running' : 'Run what is missing'}:
              ${sessions.map(({ original }) => original.name).join(', ')}
            </p>`
          : nothing
      }
      ${active ? runNoticeOffer(runNotices) : nothing}
      <a2-run-bar
        .state=${state}
        .blocked=${''}
        @a2-run=${() => this.#run(names)}
        @a2-cancel=${() => this.#started.forEach((session) => session.cancel())}
      ></a2-run-bar>
    `;
  }

  #sessionsOf(names: readonly string[]): ExperimentSession[] {
    return (this.#gathering?.opened ?? []).filter(({ original }) => names.includes(original.name));
  }

  /** Of an interrupted run, only the missing trials are trained. */
  #run(names: readonly string[]): void {
    const idle = this.#sessionsOf(names).filter(
      ({ active, issues }) => !active && issues.length === 0,
    );
    if (!this.#started.some((session) => session.active)) {
      this.#started = [];
      this.#startedAt = performance.now();
    }
    this.#started = [...this.#started, ...idle];
    for (const session of idle) {
      runNotices.follow(session);
      const partial =
        session.state.status === 'cancelled' && session.storedId !== null && !session.stale;
      void (partial ? session.startRest() : session.start(false));
    }
    this.requestUpdate();
  }

  #look(): void {
    void this.#gathering?.look(this.#life.signal, true);
  }

  #print(): void {
    this.notice = '';
    print();
  }

  async #save(): Promise<void> {
    if (this.#handIn === null) return;
    const { reportDocument } = await import('../../handin/report.ts');
    const name = `${fileName(this.student)}.html`;
    saveFile(name, reportDocument(this.#handIn), 'text/html');
    this.notice = `Saved as ${name}.`;
  }

  /** The preview, for tests. */
  get preview(): A2ReportPreview | null {
    return this.renderRoot.querySelector('a2-report-preview');
  }
}

define('a2-report-page', A2ReportPage);

declare global {
  interface HTMLElementTagNameMap {
    'a2-report-page': A2ReportPage;
  }
}
