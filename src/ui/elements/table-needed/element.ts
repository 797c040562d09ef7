import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { contentHash } from '../../../document/hash.ts';
import { fullCsv, type TableSettings } from '../../../document/table.ts';
import { sha256Of } from '../../../base/digest.ts';
import { isAbort } from '../../../base/errors.ts';
import { counted, fileSize } from '../../../base/numbers.ts';
import { TableDesk } from '../../../pool/table-desk.ts';
import type { TableReading } from '../../../protocol/table.ts';
import { listTables } from '../../../store/tables.ts';
import { withDatabase } from '../../../store/with-database.ts';
import { adviceFor } from '../../../text/advice.ts';
import { base, buttons } from '../../styles/shared.ts';
import { progressBars } from '../../styles/progress-bars.ts';
import { define } from '../define.ts';
import '../notice/element.ts';

type Stage =
  /** Not looked for yet, or another file's turn. */
  | { readonly at: 'looking' | 'missing' | 'kept' }
  | { readonly at: 'reading'; readonly loaded: number; readonly total: number }
  | { readonly at: 'wrong'; readonly why: string }
  | { readonly at: 'chosen'; readonly file: string };

/**
 * @summary Asks for the file of an experiment on somebody's own table, where this browser does not keep it: says
 * which file is wanted, and checks that the chosen one is that file. Shows nothing where the table is kept.
 *
 * @event a2-imported - the right file was read and is now kept
 */
export class A2TableNeeded extends LitElement {
  static override styles = [
    base,
    buttons,
    progressBars,
    css`
      .ask {
        display: grid;
        gap: 0.5rem;
        padding: 1rem;
        border: 1px solid var(--a2-line-strong);
        border-radius: var(--a2-radius);
        background: var(--a2-raised);
      }

      .ask.over {
        border-color: var(--a2-accent);
      }

      h2,
      p,
      dl {
        margin: 0;
      }

      h2 {
        font-size: 1rem;
      }

      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 0.1rem 0.8rem;
      }

      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  static override properties = {
    table: { attribute: false },
    locked: { attribute: false },
    stage: { state: true },
    over: { state: true },
  };

  /** The experiment's table; null for other datasets. */
  declare table: TableSettings | null;
  /** Whether trials are being trained. */
  declare locked: boolean;
  declare protected stage: Stage;
  declare protected over: boolean;

  readonly #desk = new TableDesk();
  #reading = new AbortController();
  #asked = '';

  constructor() {
    super();
    this.table = null;
    this.locked = false;
    this.stage = { at: 'looking' };
    this.over = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#reading.abort();
    this.#desk.close();
    this.#asked = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('table')) return;
    const key = this.table === null ? '' : keyOf(this.table);
    if (key === this.#asked) return;
    this.#asked = key;
    this.#reading.abort();
    this.stage = { at: 'looking' };
    if (key !== '') void this.#look(key);
  }

  async #look(key: string): Promise<void> {
    // Without a database the file cannot be kept either; choosing it then says why.
    const tables = (await withDatabase(listTables, () => undefined)) ?? [];
    if (key !== this.#asked || this.stage.at !== 'looking') return;
    this.stage = { at: tables.some((each) => keyOf(each) === key) ? 'kept' : 'missing' };
  }

  /** Whether it is known if the table is kept here. */
  get looked(): boolean {
    return this.stage.at !== 'looking';
  }

  /** Reads the chosen file as the experiment says. Resolves when it is read, refused or cancelled. */
  async choose(file: File): Promise<void> {
    const { table } = this;
    if (table === null) return;
    this.#reading.abort();
    this.#reading = new AbortController();
    const { signal } = this.#reading;
    this.stage = { at: 'reading', loaded: 0, total: file.size };
    try {
      const found = await sha256Of(new Uint8Array(await file.arrayBuffer()));
      if (signal.aborted) return;
      if (found !== table.sha256) {
        this.stage = {
          at: 'wrong',
          why: `${file.name} (${fileSize(file.size)}) is another file: its SHA-256 begins with ${found.slice(0, 12)}, wanted ${table.sha256.slice(0, 12)}. A file that was opened and saved again is no longer the same.`,
        };
        return;
      }
      const onProgress = (loaded: number) => {
        if (!signal.aborted) this.stage = { at: 'reading', loaded, total: file.size };
      };
      await this.#desk.importTable(
        file,
        { title: file.name, csv: fullCsv(table.csv) },
        { signal, onProgress },
      );
      this.stage = { at: 'chosen', file: file.name };
      this.dispatchEvent(new Event('a2-imported', { bubbles: true, composed: true }));
    } catch (error) {
      // Another file may already be loading.
      if (signal !== this.#reading.signal) return;
      const code = String(Reflect.get(Object(error), 'code'));
      const message = error instanceof Error ? error.message : String(error);
      this.stage = isAbort(error)
        ? { at: 'missing' }
        : { at: 'wrong', why: adviceFor({ code, message }) };
    }
  }

  #drop(event: DragEvent): void {
    event.preventDefault();
    this.over = false;
    const file = event.dataTransfer?.files[0];
    if (file !== undefined && !this.locked) void this.choose(file);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { table, stage } = this;
    if (table === null || stage.at === 'looking' || stage.at === 'kept') return nothing;
    if (stage.at === 'chosen') {
      return html`<a2-notice kind="info">
        ${stage.file} is the table of this experiment. It is kept in this browser and sent nowhere.
        Press Run to train on it.
      </a2-notice>`;
    }
    return html`<section
      class="ask ${this.over ? 'over' : ''}"
      aria-labelledby="title"
      @dragover=${(event: Event) => {
        event.preventDefault();
        this.over = true;
      }}
      @dragleave=${() => (this.over = false)}
      @drop=${(event: DragEvent) => this.#drop(event)}
    >
      <h2 id="title">First choose the file ${table.title}</h2>
      <p>
        This experiment trains on a table that is not in this browser. Links and documents name it
        but do not contain it. Ask for the file where you got the link.
      </p>
      <dl>
        <dt class="soft">File</dt>
        <dd>
          ${table.title} <span class="small soft">SHA-256 ${table.sha256.slice(0, 12)}…</span>
        </dd>
        <dt class="soft">Rows</dt>
        <dd>${counted(table.rows, 'row')} with a value to predict</dd>
        <dt class="soft">Columns</dt>
        <dd>${columnsText(table.features)}</dd>
        <dt class="soft">Predicts</dt>
        <dd>${table.target}</dd>
      </dl>
      ${
        stage.at === 'reading'
          ? html`<div role="status">
              <p>Reading: ${fileSize(stage.loaded)} of ${fileSize(stage.total)}</p>
              <progress
                aria-label="Read so far"
                .value=${stage.total === 0 ? 0 : stage.loaded / stage.total}
              ></progress>
              <button type="button" @click=${() => this.#cancel()}>Cancel</button>
            </div>`
          : html`<p>
              <button type="button" ?disabled=${this.locked} @click=${() => this.#open()}>
                Choose the file
              </button>
              <span class="small soft">or drop it here; it stays in this browser</span>
              <input
                id="file"
                type="file"
                hidden
                aria-label="The file ${table.title}"
                @change=${(event: Event) => {
                  const input = event.target as HTMLInputElement;
                  const file = input.files?.[0];
                  input.value = '';
                  if (file !== undefined) void this.choose(file);
                }}
              />
            </p>`
      }
      ${stage.at === 'wrong' ? html`<a2-notice kind="error">${stage.why}</a2-notice>` : nothing}
    </section>`;
  }

  #open(): void {
    this.renderRoot.querySelector<HTMLInputElement>('#file')?.click();
  }

  #cancel(): void {
    this.#reading.abort();
    this.stage = { at: 'missing' };
  }
}

/** The file and how it is read. */
const keyOf = ({ sha256, csv }: TableReading): string => `${sha256} ${contentHash(fullCsv(csv))}`;

/** Of many columns the first ones; a category is several features, "month=1" and so on. */
function columnsText(features: readonly string[]): string {
  const names = [...new Set(features.map((each) => each.split('=', 1)[0]))];
  const shown = names.slice(0, 12).join(', ');
  return names.length <= 12 ? shown : `${shown} and ${names.length - 12} more`;
}

define('a2-table-needed', A2TableNeeded);

declare global {
  interface HTMLElementTagNameMap {
    'a2-table-needed': A2TableNeeded;
  }
}
