import { LitElement, html, nothing, type TemplateResult } from 'lit';
import type { CsvSettings } from '../../../document/table.ts';
import type { TableDesk } from '../../../pool/table-desk.ts';
import { isAbort } from '../../../base/errors.ts';
import type { RowCounts } from '../../../protocol/table-api.ts';
import { base, buttons } from '../../styles/shared.ts';
import { progressBars } from '../../styles/progress-bars.ts';
import { tables } from '../../styles/tables.ts';
import type { Doubt } from '../../../protocol/table-doubts.ts';
import { suggestedChoice, type TableChoice } from '../../../data/tables/plan.ts';
import type { TableInfo } from '../../../protocol/table.ts';
import { adviceFor } from '../../../text/advice.ts';
import { count, counted, fileSize } from '../../../base/numbers.ts';
import { define } from '../define.ts';
import '../notice/element.ts';
import { choicesPart } from './choices.ts';
import { TableEvent } from './event.ts';
import { differing, doubtPart } from './doubts.ts';
import { formatFields } from './format-fields.ts';
import { previewTable } from './parts.ts';
import { importStyles } from './styles.ts';

type Stage =
  | { readonly at: 'waiting' }
  | { readonly at: 'reading'; readonly loaded: number; readonly total: number }
  | { readonly at: 'failed'; readonly why: string }
  | { readonly at: 'read' };

/**
 * @summary Imports a CSV file: read in a worker, kept in this browser, sent nowhere. The user then
 * chooses target, columns and how to treat missing values.
 *
 * @event a2-table - the user chose to use the table; `table`
 * @event a2-imported - a file was read and is now kept
 */
export class A2CsvImport extends LitElement {
  static override styles = [base, buttons, tables, progressBars, importStyles];

  static override properties = {
    desk: { attribute: false },
    locked: { attribute: false },
    info: { attribute: false },
    stage: { state: true },
    choice: { state: true },
    counts: { state: true },
    over: { state: true },
    given: { state: true },
    used: { state: true },
    settled: { state: true },
  };

  declare desk: TableDesk | null;
  declare locked: boolean;
  /** The table that was read or is kept; set it to choose from a kept one. */
  declare info: TableInfo | null;
  declare protected stage: Stage;
  declare protected choice: TableChoice | null;
  declare protected counts: RowCounts | null;
  declare protected over: boolean;
  /** The format settings that the user gave; the rest are guessed. */
  declare protected given: Partial<CsvSettings>;
  /** The format that the file is read with, as soon as it is known. */
  declare protected used: CsvSettings | null;
  /** Doubts that the user has settled. */
  declare protected settled: readonly Doubt[];

  #file: File | null = null;
  #reading = new AbortController();
  #counting = new AbortController();

  constructor() {
    super();
    this.desk = null;
    this.locked = false;
    this.info = null;
    this.stage = { at: 'waiting' };
    this.choice = null;
    this.counts = null;
    this.over = false;
    this.given = {};
    this.used = null;
    this.settled = [];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#reading.abort();
    this.#counting.abort();
  }

  /** Shows a table that is already kept. */
  show(info: TableInfo): void {
    this.#file = null;
    this.#take(info);
  }

  /** Reads a file. Resolves when it is read, failed or cancelled: what happened is shown. */
  async read(file: File): Promise<void> {
    if (this.desk === null) return;
    this.#reading.abort();
    this.#reading = new AbortController();
    const { signal } = this.#reading;
    this.#file = file;
    this.used = null;
    this.stage = { at: 'reading', loaded: 0, total: file.size };
    try {
      const onProgress = (loaded: number) => {
        if (!signal.aborted) this.stage = { at: 'reading', loaded, total: file.size };
      };
      const onFormat = (csv: CsvSettings) => {
        if (!signal.aborted) this.used = csv;
      };
      const request = { title: file.name, csv: this.given };
      const info = await this.desk.importTable(file, request, { signal, onProgress, onFormat });
      this.#take(info);
      this.dispatchEvent(new Event('a2-imported', { bubbles: true, composed: true }));
    } catch (error) {
      // Another file may already be loading.
      if (signal !== this.#reading.signal) return;
      const code = Reflect.get(Object(error), 'code') as unknown;
      const message = error instanceof Error ? error.message : String(error);
      this.stage = isAbort(error)
        ? { at: 'waiting' }
        : { at: 'failed', why: adviceFor({ code: String(code), message }) };
    }
  }

  /** Reads the current file again with these format settings. */
  #reread(given: Partial<CsvSettings>): void {
    this.given = given;
    if (this.#file !== null) void this.read(this.#file);
  }

  #take(info: TableInfo): void {
    this.info = info;
    this.used = info.csv;
    this.settled = [];
    this.stage = { at: 'read' };
    this.#choose(suggestedChoice(info));
  }

  #choose(choice: TableChoice | null): void {
    this.choice = choice;
    this.counts = null;
    this.#counting.abort();
    this.#counting = new AbortController();
    if (choice === null || this.info === null) return;
    const { target, columns } = choice;
    // Not cancelled, which would end the worker; a late answer is ignored.
    const { signal } = this.#counting;
    this.desk?.countRows(this.info, target, columns).then(
      (counts) => {
        if (!signal.aborted) this.counts = counts;
      },
      (error: unknown) => {
        if (signal.aborted) return;
        const message = error instanceof Error ? error.message : String(error);
        this.stage = { at: 'failed', why: message };
      },
    );
  }

  #drop(event: DragEvent): void {
    event.preventDefault();
    this.over = false;
    const file = event.dataTransfer?.files[0];
    if (file !== undefined && !this.locked) void this.read(file);
  }

  protected override render(): TemplateResult {
    const read = this.stage.at === 'read';
    return html`${this.#source()} ${read ? this.#facts() : nothing} ${this.#format()}
    ${read ? this.#chooser() : nothing}`;
  }

  #source(): TemplateResult {
    const { stage } = this;
    if (stage.at === 'reading') {
      const { loaded, total } = stage;
      return html`<div class="drop" role="status">
        <p>Reading ${this.#file?.name}: ${fileSize(loaded)} of ${fileSize(total)}</p>
        <progress aria-label="Read so far" .value=${total === 0 ? 0 : loaded / total}></progress>
        <button type="button" @click=${() => this.#reading.abort()}>Cancel</button>
      </div>`;
    }
    return html`
      ${stage.at === 'failed' ? html`<a2-notice kind="error">${stage.why}</a2-notice>` : nothing}
      <div
        class="drop ${this.over ? 'over' : ''}"
        @dragover=${(event: Event) => {
          event.preventDefault();
          this.over = true;
        }}
        @dragleave=${() => (this.over = false)}
        @drop=${(event: DragEvent) => this.#drop(event)}
      >
        <button
          type="button"
          ?disabled=${this.locked}
          @click=${() => this.renderRoot.querySelector<HTMLInputElement>('#file')?.click()}
        >
          Choose a CSV file
        </button>
        <input
          id="file"
          type="file"
          hidden
          aria-label="CSV file"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values"
          @change=${(event: Event) => {
            const input = event.target as HTMLInputElement;
            const file = input.files?.[0];
            input.value = '';
            if (file !== undefined) void this.read(file);
          }}
        />
        <p class="small soft">
          or drop one here. It is read and kept in this browser, and never uploaded.
        </p>
      </div>
    `;
  }

  /** The settings of the format stay where reading failed with them. */
  #format(): TemplateResult {
    const kept = this.#file === null && this.stage.at === 'read';
    return formatFields({
      given: this.given,
      used: this.used,
      open: this.stage.at === 'failed',
      // The fields stay enabled while a file is read, so that a keyboard user keeps the focus.
      disabled: kept || this.locked,
      change: (given) => this.#reread(given),
    });
  }

  #facts(): TemplateResult {
    const { info } = this;
    if (info === null) return html``;
    return html`
      <p class="said">
        <strong>${info.title}</strong>: ${counted(info.rows, 'row')},
        ${counted(info.columns.length, 'column')}, ${fileSize(info.bytes)}.
        ${
          info.ragged === null
            ? nothing
            : html`${counted(info.ragged.count, 'row')} left out because the number of cells
              differs; the first is line ${count(info.ragged.line)}.`
        }
        ${
          info.short === null
            ? nothing
            : html`${counted(info.short.count, 'row')} with fewer cells than columns: the last cells
              are read as empty; the first is line ${count(info.short.line)}.`
        }
      </p>
      ${info.doubts
        .filter((doubt) => !this.settled.includes(doubt))
        .map((doubt) =>
          doubtPart(
            doubt,
            () => {
              this.given = { ...this.given, ...differing(doubt.taken, doubt.other) };
              this.settled = [...this.settled, doubt];
            },
            this.#file === null || this.locked
              ? null
              : (given) => this.#reread({ ...this.given, ...given }),
          ),
        )}
    `;
  }

  #chooser(): TemplateResult {
    const { info, choice } = this;
    if (info === null) return html``;
    return html`
      ${previewTable(info)}
      ${
        choice === null
          ? html`<a2-notice kind="warning"
              >No column of this table can be predicted. A target needs numbers, or 2 to 256
              distinct values.</a2-notice
            >`
          : choicesPart({
              info,
              choice,
              counts: this.counts,
              locked: this.locked,
              choose: (changed) => this.#choose(changed),
              use: (table) => this.dispatchEvent(new TableEvent(table)),
            })
      }
    `;
  }
}

define('a2-csv-import', A2CsvImport);

declare global {
  interface HTMLElementTagNameMap {
    'a2-csv-import': A2CsvImport;
  }
}
