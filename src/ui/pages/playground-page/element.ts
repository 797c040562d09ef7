import { isListed, ownTable } from '../../../catalog/lookup/dataset.ts';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../../elements/deferred-element.ts';
import type { A2CsvImport } from '../../elements/csv-import/element.ts';
import type { TableEvent } from '../../elements/csv-import/event.ts';
import '../../elements/csv-import/element.ts';
import { define } from '../../elements/define.ts';
import type { A2JsonEditor } from '../../elements/json-editor/element.ts';
import '../../elements/json-editor/element.ts';
import '../../elements/notice/element.ts';
import type { DraftEvent } from '../../elements/settings-form/events.ts';
import { isLocked } from '../../../document/classroom.ts';
import { axisIsLocked } from '../../../document/locks.ts';
import { parseExperimentText } from '../../../document/parse-text.ts';
import { datasetNames, type Experiment } from '../../../document/schema.ts';
import { textOf } from '../../../document/text.ts';
import { TableDesk } from '../../../pool/table-desk.ts';
import type { LabDatabase } from '../../../store/open.ts';
import { deleteTable, listTables } from '../../../store/tables.ts';
import { base, buttons } from '../../styles/shared.ts';
import { disclosures } from '../../styles/disclosures.ts';
import { firstDraft, withTable } from '../../../data/tables/document.ts';
import type { TableInfo } from '../../../protocol/table.ts';
import { counted, fileSize } from '../../../base/numbers.ts';
import { nameOf } from '../../../text/labels.ts';
import '../experiment-page/element.ts';
import type { AvailabilityMap } from '../../elements/session/availability.ts';
import type { Lab } from '../lab.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';
import type { SessionStore } from '../../../lab/session/sessions.ts';
import './class-element.ts';
import { withDatabase } from '../../../store/with-database.ts';
import { keepDraft, keepText, keptDraft, keptText, withBuiltIn, withSeeds } from './draft.ts';
import { playgroundStyles } from './styles.ts';

const key = 'playground';

/**
 * @summary The playground: start from any experiment, import a table, edit JSON; then run like any
 * experiment.
 */
export class A2PlaygroundPage extends DeferredElement {
  static override styles = [base, buttons, disclosures, playgroundStyles];

  static override properties = {
    lab: { attribute: false },
    sessions: { attribute: false },
    session: { state: true },
    available: { state: true },
    tables: { state: true },
    trouble: { state: true },
  };

  declare lab: Lab | null;
  declare sessions: SessionStore | null;
  declare protected session: ExperimentSession | null;
  declare protected available: AvailabilityMap;
  declare protected tables: readonly TableInfo[];
  declare protected trouble: string;

  readonly #desk = new TableDesk();
  #life = new AbortController();
  #stop: (() => void) | null = null;

  constructor() {
    super();
    this.lab = null;
    this.sessions = null;
    this.session = null;
    this.available = null;
    this.tables = [];
    this.trouble = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
    this.requestUpdate('sessions');
    void this.#list();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
    this.#stop?.();
    this.#stop = null;
    this.#desk.close();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('sessions') || this.sessions === null || this.#stop !== null) return;
    const session = this.#opened(this.sessions);
    this.session = session;
    this.#stop = session.subscribe(() => {
      keepDraft(session.draft);
      this.requestUpdate();
    });
    this.lab?.availability(this.#life.signal).then(
      (available) => (this.available = available),
      () => {
        // Only an abort gets here: the page is gone.
      },
    );
  }

  /** The last session, from this visit or before a reload. */
  #opened(sessions: SessionStore): ExperimentSession {
    const known = sessions.peek(key);
    if (known !== undefined) return known;
    const session = sessions.openDocument(key, firstDraft, 'playground');
    const before = keptDraft();
    if (typeof before === 'object' && before !== null && 'trial' in before && 'axes' in before) {
      // Valid or not: the form shows the errors.
      session.edit({ ...firstDraft, ...before } as Experiment);
    }
    void session.restoreLatest();
    return session;
  }

  #withDatabase<T>(use: (database: LabDatabase) => Promise<T>): Promise<T | null> {
    return withDatabase(use, (why) => {
      this.trouble = `This browser keeps no tables here: ${why}.`;
    });
  }

  async #list(): Promise<void> {
    this.tables = (await this.#withDatabase(listTables)) ?? [];
  }

  async #delete(info: TableInfo): Promise<void> {
    await this.#withDatabase((database) => deleteTable(database, info));
    await this.#list();
  }

  async #startFrom(session: ExperimentSession, name: string): Promise<void> {
    this.trouble = '';
    if (name === '' || this.lab === null) return;
    try {
      const document = await this.lab.preset(name, this.#life.signal);
      this.#takeText(session, JSON.stringify(document));
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error);
    }
  }

  #takeText(session: ExperimentSession, text: string): void {
    const parsed = parseExperimentText(text);
    if (parsed.ok) {
      session.edit(parsed.experiment);
      return;
    }
    const what = parsed.issues.map(({ message }) => message).join('; ');
    this.trouble = `This experiment cannot run, so nothing was changed: ${what}`;
  }

  async #openFile(session: ExperimentSession, file: File | undefined): Promise<void> {
    this.trouble = '';
    if (file === undefined) return;
    if (file.size > 4_000_000) {
      this.trouble = `${file.name} has ${fileSize(file.size)}: wanted an experiment of at most 4 MB.`;
      return;
    }
    this.#takeText(session, await textOf(file));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { session } = this;
    if (session === null) return nothing;
    return html`
      <section class="top" aria-label="Playground">
        <header>
          <h1 tabindex="-1">Playground</h1>
          <p class="soft">
            Any network on any of the lab’s data, or on a table of your own. Everything stays in
            this browser.
          </p>
        </header>
        ${this.trouble === '' ? nothing : html`<a2-notice kind="error">${this.trouble}</a2-notice>`}
        ${this.#start(session)} ${this.#ownTable(session)} ${this.#class(session)}
        ${this.#json(session)}
      </section>
      <a2-experiment-page
        .session=${session}
        .lab=${this.lab}
        .available=${this.available}
        .online=${navigator.onLine}
      ></a2-experiment-page>
    `;
  }

  #start(session: ExperimentSession): TemplateResult {
    const { dataset } = session.defaults;
    const lock = session.classroom.locked(session.draft);
    return html`<div class="fields">
      <label
        >Start from
        <select
          ?disabled=${session.active}
          @change=${(event: Event) => {
            const select = event.target as HTMLSelectElement;
            void this.#startFrom(session, select.value);
            select.value = '';
          }}
        >
          <option value="">a copy of …</option>
          ${this.lab?.presets.map(
            ({ name, title }) => html`<option value=${name}>${name} ${title}</option>`,
          )}
        </select>
      </label>
      <label
        >Data
        <select
          title=${axisIsLocked(lock, 'dataset') ? 'Locked for the class' : nothing}
          ?disabled=${session.active || axisIsLocked(lock, 'dataset')}
          @change=${(event: Event) => {
            const { value } = event.target as HTMLSelectElement;
            if (isListed(value)) session.edit(withBuiltIn(session.draft, value));
          }}
        >
          ${datasetNames.map(
            (name) =>
              html`<option value=${name} .selected=${name === dataset.name}>
                ${nameOf(name)}
              </option>`,
          )}
          ${
            dataset.table === undefined
              ? nothing
              : html`<option value=${ownTable} .selected=${true}>${dataset.table.title}</option>`
          }
        </select>
      </label>
      <button
        type="button"
        title=${isLocked(lock, 'seed') ? 'The seed is locked for the class' : nothing}
        ?disabled=${session.active || isLocked(lock, 'seed')}
        @click=${() => session.edit(withSeeds(session.draft))}
      >
        Five seeds
      </button>
      <button
        type="button"
        ?disabled=${session.active}
        @click=${() => this.renderRoot.querySelector<HTMLInputElement>('#document')?.click()}
      >
        Open an experiment
      </button>
      <input
        id="document"
        type="file"
        hidden
        aria-label="Experiment"
        accept=".json,application/json"
        @change=${(event: Event) => {
          const input = event.target as HTMLInputElement;
          void this.#openFile(session, input.files?.[0]);
          input.value = '';
        }}
      />
    </div>`;
  }

  #ownTable(session: ExperimentSession): TemplateResult {
    return html`<details class="part">
      <summary>Your own table (CSV)</summary>
      ${
        this.tables.length === 0
          ? nothing
          : html`<ul class="kept" aria-label="Tables kept in this browser">
              ${this.tables.map(
                (info) =>
                  html`<li>
                    <button
                      type="button"
                      class="quiet"
                      @click=${() =>
                        this.renderRoot.querySelector<A2CsvImport>('a2-csv-import')?.show(info)}
                    >
                      ${info.title}
                    </button>
                    <span class="small soft"
                      >${counted(info.rows, 'row')}, ${fileSize(info.bytes)}</span
                    >
                    <button
                      type="button"
                      class="quiet"
                      aria-label="Delete ${info.title}"
                      ?disabled=${session.active}
                      @click=${() => void this.#delete(info)}
                    >
                      Delete
                    </button>
                  </li>`,
              )}
            </ul>`
      }
      <a2-csv-import
        .desk=${this.#desk}
        .locked=${session.active}
        @a2-imported=${() => void this.#list()}
        @a2-table=${(event: TableEvent) => session.edit(withTable(session.draft, event.table))}
      ></a2-csv-import>
    </details>`;
  }

  #class(session: ExperimentSession): TemplateResult {
    return html`<details class="part">
      <summary>For a class: locks, a question, a seed for each student</summary>
      <a2-class-part
        .session=${session}
        .draft=${session.draft}
        .disabled=${session.active}
        .wrong=${session.issues.length > 0}
        @a2-draft=${(event: DraftEvent) => session.edit(event.draft)}
      ></a2-class-part>
    </details>`;
  }

  #json(session: ExperimentSession): TemplateResult {
    return html`<details
      class="part"
      @dragover=${(event: Event) => event.preventDefault()}
      @drop=${(event: DragEvent) => {
        event.preventDefault();
        if (!session.active) void this.#openFile(session, event.dataTransfer?.files[0]);
      }}
    >
      <summary>The experiment as JSON</summary>
      <a2-json-editor
        .draft=${session.draft}
        .text=${keptText()}
        .locked=${session.classroom.locked(session.draft)}
        .frozen=${session.active ? 'Cannot be changed during a run.' : ''}
        @a2-text=${(event: Event) => keepText((event.target as A2JsonEditor).text)}
        @a2-draft=${(event: DraftEvent) => session.edit(event.draft)}
      ></a2-json-editor>
    </details>`;
  }
}

define('a2-playground-page', A2PlaygroundPage);

declare global {
  interface HTMLElementTagNameMap {
    'a2-playground-page': A2PlaygroundPage;
  }
}
