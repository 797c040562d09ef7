import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { keptAt, type ListedRun } from '../../../lab/kept/stored-run.ts';
import { base, buttons } from '../../styles/shared.ts';
import { count, dateText, duration } from '../../../base/numbers.ts';
import { define } from '../define.ts';
import { icon } from '../icons.ts';
import '../run-notes/element.ts';
import { runListStyles } from './styles.ts';
import { marksOf, summaryOf } from './summary.ts';

export type RunAction = 'select' | 'rename' | 'delete' | 'export' | 'passport' | 'pin' | 'tag';

/** Notes of more characters or lines are folded. */
const [maxFolded, maxLines] = [280, 4];

/** Runs that are drawn first, and with each press on the button below them. */
const atOnce = 100;

/** An action on one run. */
export class RunActionEvent extends Event {
  static readonly type = 'a2-run-action';
  readonly action: RunAction;
  readonly id: string;
  /** The new name, of `rename`; the tag, of `tag`. */
  readonly name: string;

  constructor(action: RunAction, id: string, name = '') {
    super(RunActionEvent.type, { bubbles: true, composed: true });
    this.action = action;
    this.id = id;
    this.name = name;
  }
}

/**
 * @summary Kept runs, latest first: what each is, how it ended, and its actions.
 *
 * @event a2-run-action - a run should be selected, renamed, deleted, exported, kept or inspected, or a tag was pressed
 * @event a2-run-notes - the notes and tags of a run should be kept
 * @slot passport - the provenance of the open run
 */
export class A2RunList extends LitElement {
  static override styles = [base, buttons, runListStyles];

  static override properties = {
    runs: { attribute: false },
    selected: { attribute: false },
    training: { attribute: false },
    open: { attribute: false },
    tags: { attribute: false },
    shown: { state: true },
    renaming: { state: true },
    noting: { state: true },
    unfolded: { state: true },
  };

  declare runs: readonly ListedRun[];
  declare selected: ReadonlySet<string>;
  /** The ids of those that some tab trains now. */
  declare training: ReadonlySet<string>;
  /** The id of the run whose provenance is open; '' for none. */
  declare open: string;
  /** Those that the list is filtered by, in lower case. */
  declare tags: readonly string[];
  /** How many of the runs are shown at most. */
  declare protected shown: number;
  /** The id of the run being renamed; '' for none. */
  declare protected renaming: string;
  /** The id of the run whose notes and tags are edited; '' for none. */
  declare protected noting: string;
  /** The ids of those whose long notes are shown as a whole. */
  declare protected unfolded: ReadonlySet<string>;

  constructor() {
    super();
    this.runs = [];
    this.selected = new Set();
    this.training = new Set();
    this.open = '';
    this.tags = [];
    this.shown = atOnce;
    this.renaming = '';
    this.noting = '';
    this.unfolded = new Set();
  }

  #do(action: RunAction, id: string, name = ''): void {
    this.dispatchEvent(new RunActionEvent(action, id, name));
  }

  protected override render(): TemplateResult {
    return html`
      <ul aria-label="Runs">
        ${repeat(
          this.runs.slice(0, this.shown),
          ({ id }) => id,
          (run) => this.#row(run),
        )}
      </ul>
      ${this.#more()}
    `;
  }

  #more(): TemplateResult | typeof nothing {
    const left = this.runs.length - this.shown;
    if (left <= 0) return nothing;
    return html`<p class="more">
      <button type="button" @click=${() => void this.#showMore()}>
        Show ${left > atOnce ? `${atOnce} more of ${count(left)}` : `the other ${left}`}
      </button>
    </p>`;
  }

  /** The focus goes to the first of the runs that were not shown. */
  async #showMore(): Promise<void> {
    const first = this.shown;
    this.shown += atOnce;
    await this.updateComplete;
    this.renderRoot.querySelectorAll<HTMLElement>('.run > input')[first]?.focus();
  }

  #row(run: ListedRun): TemplateResult {
    const summary = summaryOf(run, this.training.has(run.id));
    const { id, name, experiment, seconds } = run;
    const opened = this.open === id;
    return html`
      <li>
        <div class="run">
          <input
            type="checkbox"
            aria-label="Select ${name}"
            .checked=${this.selected.has(id)}
            @change=${() => this.#do('select', id)}
          />
          <div class="what">
            ${this.renaming === id ? this.#nameField(run) : html`<h2>${name}</h2>`}
            <p class="small soft">
              <span>${experiment.name}</span> · <span>${dateText(keptAt(run))}</span> ·
              <span>${summary.trials}</span> · <span>${duration(seconds)}</span>
            </p>
            <p class="set-up small soft">${summary.setUp}</p>
            ${this.#words(run)}
            ${summary.reader === '' ? nothing : html`<p class="small soft">${summary.reader}</p>`}
            ${marksOf(run).map((mark) => html`<p class="mark small">${icon('warning')}${mark}</p>`)}
          </div>
          <div class="end">
            <p class="status ${summary.status}">${icon(summary.status)}${summary.statusText}</p>
            <p class="small numbers">${summary.best}</p>
          </div>
          <div class="actions">
            <a class="button" href="#/run/${id}" aria-label="Open ${name}">Open</a>
            ${this.#button('Rename', name, () => void this.#rename(id))}
            ${this.#button('Notes and tags', name, () => void this.#note(id), this.noting === id)}
            ${this.#button('Provenance', name, () => this.#do('passport', id), opened)}
            ${this.#pin(run)} ${this.#button('Export', name, () => this.#do('export', id))}
            ${this.#button('Delete', name, () => this.#do('delete', id))}
          </div>
        </div>
        ${
          this.noting === id
            ? html`<a2-run-notes .run=${run} @close=${() => void this.#noted(id)}></a2-run-notes>`
            : nothing
        }
        ${opened ? html`<slot name="passport"></slot>` : nothing}
      </li>
    `;
  }

  #words({ id, name, notes = '', tags = [] }: ListedRun): TemplateResult {
    const isLong = notes.length > maxFolded || notes.split('\n').length > maxLines;
    const isWhole = this.unfolded.has(id);
    return html`
      ${
        tags.length === 0
          ? nothing
          : html`<p class="tags" role="group" aria-label="Tags of ${name}">
              ${tags.map(
                (tag) =>
                  html`<button
                    type="button"
                    class="quiet tag"
                    aria-label="Only runs with the tag ${tag}"
                    aria-pressed=${this.tags.includes(tag.toLowerCase()) ? 'true' : 'false'}
                    @click=${() => this.#do('tag', id, tag)}
                  >
                    ${tag}
                  </button>`,
              )}
            </p>`
      }
      ${
        notes === ''
          ? nothing
          : html`<p class="notes ${isLong && !isWhole ? 'folded' : ''}">${notes}</p>`
      }
      ${isLong ? this.#button('Whole notes', name, () => this.#unfold(id), isWhole) : nothing}
    `;
  }

  #unfold(id: string): void {
    const unfolded = new Set(this.unfolded);
    if (!unfolded.delete(id)) unfolded.add(id);
    this.unfolded = unfolded;
  }

  async #note(id: string): Promise<void> {
    this.noting = this.noting === id ? '' : id;
    await this.updateComplete;
    const editor = this.renderRoot.querySelector('a2-run-notes');
    await editor?.updateComplete;
    editor?.focus();
  }

  /** The focus goes back to where it came from. */
  async #noted(id: string): Promise<void> {
    if (this.noting !== id) return;
    const row = this.renderRoot.querySelector('a2-run-notes')?.closest('li');
    this.noting = '';
    await this.updateComplete;
    row?.querySelector<HTMLElement>('[aria-label^="Notes and tags"]')?.focus();
  }

  #button(text: string, name: string, press: () => void, open?: boolean): TemplateResult {
    return html`<button
      type="button"
      class="quiet"
      aria-label="${text} ${name}"
      aria-expanded=${open === undefined ? nothing : open ? 'true' : 'false'}
      @click=${press}
    >
      ${text}
    </button>`;
  }

  /** Whether nothing of it may be removed to make room. */
  #pin({ id, name, pinned = false }: ListedRun): TemplateResult {
    return html`<button
      type="button"
      class="quiet"
      aria-label="Keep all of ${name}"
      aria-pressed=${pinned ? 'true' : 'false'}
      title="Weights and losses of this run are not removed when the storage is full"
      @click=${() => this.#do('pin', id)}
    >
      ${pinned ? icon('done') : nothing}Keep
    </button>`;
  }

  #nameField({ id, name }: ListedRun): TemplateResult {
    return html`<input
      class="name"
      type="text"
      maxlength="200"
      aria-label="Name of the run"
      .value=${name}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Escape') this.renaming = '';
        if (event.key === 'Enter') this.#named(id, name, event);
      }}
      @blur=${(event: Event) => this.#named(id, name, event)}
    />`;
  }

  async #rename(id: string): Promise<void> {
    this.renaming = id;
    await this.updateComplete;
    const field = this.renderRoot.querySelector<HTMLInputElement>('input.name');
    field?.focus();
    field?.select();
  }

  #named(id: string, before: string, event: Event): void {
    if (this.renaming !== id) return;
    const name = (event.target as HTMLInputElement).value.trim();
    this.renaming = '';
    if (name !== '' && name !== before) this.#do('rename', id, name);
  }
}

define('a2-run-list', A2RunList);

declare global {
  interface HTMLElementEventMap {
    'a2-run-action': RunActionEvent;
  }

  interface HTMLElementTagNameMap {
    'a2-run-list': A2RunList;
  }
}
