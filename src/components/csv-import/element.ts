import { LitElement, html, nothing, type TemplateResult } from 'lit';
import type { CsvSettings } from '../../experiment/table.ts';
import type { TableDesk } from '../../pool/table-desk.ts';
import { isAbort } from '../../protocol/errors.ts';
import type { RowCounts } from '../../protocol/table-api.ts';
import { base, buttons, progressBars, tables } from '../../styles/shared.ts';
import {
  suggestedChoice,
  suggestedTask,
  tableSettings,
  tasksFor,
  type TableChoice,
} from '../../tables/plan.ts';
import type { TableInfo } from '../../tables/types.ts';
import { adviceFor } from '../../words/advice.ts';
import { count, counted, fileSize } from '../../words/format.ts';
import { define } from '../define.ts';
import '../notice/element.ts';
import { TableEvent } from './event.ts';
import { formatFields } from './format-fields.ts';
import { columnTable, previewTable } from './parts.ts';
import { importStyles } from './styles.ts';

type Stage =
  | { readonly at: 'waiting' }
  | { readonly at: 'reading'; readonly loaded: number; readonly total: number }
  | { readonly at: 'failed'; readonly why: string }
  | { readonly at: 'read' };

/**
 * @summary Brings in a CSV file: read in a worker, kept in this browser, sent nowhere. Then target,
 * columns and what to do about missing values are chosen.
 *
 * @event a2-table - the table shall be used; `table`
 * @event a2-imported - a file was read and is kept now
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
  };

  declare desk: TableDesk | null;
  declare locked: boolean;
  /** The table that was read or is kept; set it to choose from a kept one. */
  declare info: TableInfo | null;
  declare protected stage: Stage;
  declare protected choice: TableChoice | null;
  declare protected counts: RowCounts | null;
  declare protected over: boolean;

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
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#reading.abort();
    this.#counting.abort();
  }

  /** Shows a table that is kept already. */
  show(info: TableInfo): void {
    this.#file = null;
    this.#take(info);
  }

  /** Reads a file. Resolves when it is read, failed or cancelled: what happened is shown. */
  async read(file: File, csv: Partial<CsvSettings> = {}): Promise<void> {
    if (this.desk === null) return;
    this.#reading.abort();
    this.#reading = new AbortController();
    const { signal } = this.#reading;
    this.#file = file;
    this.stage = { at: 'reading', loaded: 0, total: file.size };
    try {
      const onProgress = (loaded: number) => {
        if (!signal.aborted) this.stage = { at: 'reading', loaded, total: file.size };
      };
      const request = { title: file.name, csv };
      const info = await this.desk.importTable(file, request, { signal, onProgress });
      this.#take(info);
      this.dispatchEvent(new Event('a2-imported', { bubbles: true, composed: true }));
    } catch (error) {
      // Another file may be under way already.
      if (signal !== this.#reading.signal) return;
      const code = Reflect.get(Object(error), 'code') as unknown;
      const message = error instanceof Error ? error.message : String(error);
      this.stage = isAbort(error)
        ? { at: 'waiting' }
        : { at: 'failed', why: adviceFor({ code: String(code), message }) };
    }
  }

  #take(info: TableInfo): void {
    this.info = info;
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
    // Not cancelled on its way, which would end the worker; a late answer is passed over.
    const { signal } = this.#counting;
    this.desk?.countRows(this.info.sha256, target, columns).then(
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
    return html`${this.#source()} ${this.stage.at === 'read' ? this.#chooser() : nothing}`;
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

  #chooser(): TemplateResult {
    const { info, choice } = this;
    if (info === null) return html``;
    return html`
      <p class="said">
        <strong>${info.title}</strong>: ${counted(info.rows, 'row')},
        ${counted(info.columns.length, 'column')}, ${fileSize(info.bytes)}.
        ${
          info.ragged === null
            ? nothing
            : html`${counted(info.ragged.count, 'row')} left out, with another number of cells; the
              first is line ${count(info.ragged.line)}.`
        }
      </p>
      ${formatFields(info.csv, this.#file !== null && !this.locked, (csv) => {
        if (this.#file !== null) void this.read(this.#file, csv);
      })}
      ${previewTable(info)}
      ${
        choice === null
          ? html`<a2-notice kind="warning"
              >No column of this table can be predicted: wanted one of numbers, or one with 2 to 256
              different values.</a2-notice
            >`
          : this.#choices(info, choice)
      }
    `;
  }

  #choices(info: TableInfo, choice: TableChoice): TemplateResult {
    const { counts } = this;
    const target = info.columns.find(({ name }) => name === choice.target);
    const tasks = target === undefined ? [] : tasksFor(target);
    const rows = choice.missing === 'drop' ? (counts?.complete ?? 0) : (counts?.rows ?? 0);
    const ready = counts !== null && rows >= 2 && choice.columns.length > 0;
    return html`
      <div class="fields">
        <label
          >Predict
          <select
            @change=${(event: Event) => this.#retarget(info, (event.target as HTMLSelectElement).value)}
          >
            ${info.columns
              .filter((column) => tasksFor(column).length > 0)
              .map(
                ({ name }) =>
                  html`<option value=${name} ?selected=${name === choice.target}>${name}</option>`,
              )}
          </select>
        </label>
        <label
          >As
          <select
            @change=${(event: Event) =>
              this.#choose({
                ...choice,
                task: (event.target as HTMLSelectElement).value as TableChoice['task'],
              })}
          >
            ${tasks.map(
              (task) =>
                html`<option value=${task} ?selected=${task === choice.task}>
                  ${task === 'classification' ? `one of ${target?.values.length ?? 0} classes` : 'a number'}
                </option>`,
            )}
          </select>
        </label>
        <label
          >Rows with a missing value
          <select
            @change=${(event: Event) =>
              this.#choose({
                ...choice,
                missing: (event.target as HTMLSelectElement).value as TableChoice['missing'],
              })}
          >
            <option value="drop" ?selected=${choice.missing === 'drop'}>leave out</option>
            <option value="mean" ?selected=${choice.missing === 'mean'}>
              fill in the mean of the training rows
            </option>
          </select>
        </label>
      </div>
      ${columnTable(info, choice.target, choice.columns, (name) => {
        const columns = choice.columns.includes(name)
          ? choice.columns.filter((each) => each !== name)
          : [...choice.columns, name];
        this.#choose({ ...choice, columns });
      })}
      <p class="said small" role="status">${this.#said(info, choice, counts)}</p>
      <div>
        <button
          type="button"
          class="primary"
          ?disabled=${!ready || this.locked}
          @click=${() => {
            if (counts === null) return;
            this.dispatchEvent(new TableEvent(tableSettings(info, choice, counts)));
          }}
        >
          Use this table
        </button>
      </div>
    `;
  }

  #retarget(info: TableInfo, target: string): void {
    const column = info.columns.find(({ name }) => name === target);
    const task = column === undefined ? null : suggestedTask(column);
    const suggested = suggestedChoice(info);
    if (task === null || suggested === null) return;
    const all = [...suggested.columns, suggested.target];
    const usable = info.columns.filter(({ kind }) => kind === 'number' || kind === 'category');
    const columns = usable
      .map(({ name }) => name)
      .filter((name) => name !== target && all.includes(name));
    this.#choose({ target, task, columns, missing: this.choice?.missing ?? 'drop' });
  }

  #said(
    info: TableInfo,
    { target, columns, missing }: TableChoice,
    counts: RowCounts | null,
  ): string {
    if (columns.length === 0) return 'Tick a column to learn from.';
    if (counts === null) return 'Counting rows …';
    const { rows, complete } = counts;
    const without = info.rows - rows;
    const none = without === 0 ? '' : `${counted(without, 'row')} without ${target} left out. `;
    if (missing === 'mean') {
      return `${none}${counted(rows, 'row')} used; in ${count(rows - complete)} of them something is missing and filled in.`;
    }
    return `${none}${counted(complete, 'row')} used; ${count(rows - complete)} left out because something is missing.`;
  }
}

define('a2-csv-import', A2CsvImport);

declare global {
  interface HTMLElementTagNameMap {
    'a2-csv-import': A2CsvImport;
  }
}
