import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { provenanceMarks } from '../../../lab/provenance.ts';
import { runProvenance } from '../../../lab/kept/foreign.ts';
import { hasOutdatedTrials, keptAt, type StoredRun } from '../../../lab/kept/stored-run.ts';
import { base, buttons } from '../../styles/shared.ts';
import { dateText, duration } from '../../../base/numbers.ts';
import { define } from '../define.ts';
import { icon } from '../icons.ts';
import { runListStyles } from './styles.ts';
import { summaryOf } from './summary.ts';

export type RunAction = 'select' | 'rename' | 'delete' | 'export' | 'passport';

/** An action on one run. */
export class RunActionEvent extends Event {
  static readonly type = 'a2-run-action';
  readonly action: RunAction;
  readonly id: string;
  /** The new name, of `rename`. */
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
 * @event a2-run-action - a run should be selected, renamed, deleted, exported or inspected
 * @slot passport - the provenance of the open run
 */
export class A2RunList extends LitElement {
  static override styles = [base, buttons, runListStyles];

  static override properties = {
    runs: { attribute: false },
    selected: { attribute: false },
    open: { attribute: false },
    renaming: { state: true },
  };

  declare runs: readonly StoredRun[];
  declare selected: ReadonlySet<string>;
  /** The id of the run whose provenance is open; '' for none. */
  declare open: string;
  /** The id of the run being renamed; '' for none. */
  declare protected renaming: string;

  constructor() {
    super();
    this.runs = [];
    this.selected = new Set();
    this.open = '';
    this.renaming = '';
  }

  #do(action: RunAction, id: string, name = ''): void {
    this.dispatchEvent(new RunActionEvent(action, id, name));
  }

  protected override render(): TemplateResult {
    return html`
      <ul aria-label="Runs">
        ${repeat(
          this.runs,
          ({ id }) => id,
          (run) => this.#row(run),
        )}
      </ul>
    `;
  }

  #row(run: StoredRun): TemplateResult {
    const summary = summaryOf(run);
    const { id, name, experiment, seconds, imported } = run;
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
            ${summary.reader === '' ? nothing : html`<p class="small soft">${summary.reader}</p>`}
            ${
              imported === null
                ? nothing
                : html`<p class="mark small">
                    ${icon('warning')}imported, ${provenanceMarks[runProvenance(run)]}
                  </p>`
            }
            ${
              hasOutdatedTrials(run)
                ? html`<p class="mark small">
                    ${icon('warning')}computed by an earlier revision of the engine
                  </p>`
                : nothing
            }
            ${
              summary.standIn
                ? html`<p class="mark small">${icon('warning')}stand-in data</p>`
                : nothing
            }
          </div>
          <div class="end">
            <p class="status ${summary.status}">${icon(summary.status)}${summary.statusText}</p>
            <p class="small numbers">${summary.best}</p>
          </div>
          <div class="actions">
            <a class="button" href="#/run/${id}" aria-label="Open ${name}">Open</a>
            ${this.#button('Rename', name, () => void this.#rename(id))}
            ${this.#button('Provenance', name, () => this.#do('passport', id), opened)}
            ${this.#button('Export', name, () => this.#do('export', id))}
            ${this.#button('Delete', name, () => this.#do('delete', id))}
          </div>
        </div>
        ${opened ? html`<slot name="passport"></slot>` : nothing}
      </li>
    `;
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

  #nameField({ id, name }: StoredRun): TemplateResult {
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
