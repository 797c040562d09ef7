import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../deferred-element.ts';
import type { Experiment } from '../../../document/schema.ts';
import { hasEnded, isFinished } from '../../../document/trial-status.ts';
import { findingsOf, findingsText, paragraphsOf } from '../../../insights/findings.ts';
import type { Finding } from '../../../insights/types.ts';
import type { TrialState } from '../../../lab/state.ts';
import { base, buttons } from '../../styles/shared.ts';
import { disclosures } from '../../styles/disclosures.ts';
import { tables } from '../../styles/tables.ts';
import { count, counted } from '../../../base/numbers.ts';
import { define } from '../define.ts';
import { icon } from '../icons.ts';
import { behindTable } from './behind.ts';
import { KeptTexts, textKey, type KeptText } from '../../../store/kept-texts.ts';
import { findingsStyles } from './styles.ts';

/** With more trials than this, the findings are written only at the end of the run. */
const maxLive = 60;

const texts = new KeptTexts();

/**
 * @summary What the measured figures show, as generated sentences; users can edit them, and the edited
 * text is kept.
 */
export class A2Findings extends DeferredElement {
  static override styles = [base, buttons, disclosures, tables, findingsStyles];

  static override properties = {
    experiment: { attribute: false },
    trials: { attribute: false },
    active: { attribute: false },
    store: { attribute: false },
    editing: { state: true },
    kept: { state: true },
    message: { state: true },
  };

  declare experiment: Experiment | null;
  declare trials: readonly TrialState[];
  /** Whether a run is in progress. */
  declare active: boolean;
  declare store: KeptTexts;
  declare protected editing: boolean;
  declare protected kept: KeptText | null;
  /** What the last action did, for the status line. */
  declare protected message: string;

  #key = '';
  /** The experiment whose key `#key` is. */
  #keyOf: Experiment | null = null;
  /** What the findings were last written from: finished trials, and the status of others. */
  #seen: readonly (TrialState | string)[] = [];
  #findings: readonly Finding[] = [];
  #generated = '';
  /** What Undo restores; undefined where there is nothing to undo. */
  #before: KeptText | null | undefined = undefined;

  constructor() {
    super();
    this.experiment = null;
    this.trials = [];
    this.active = false;
    this.store = texts;
    this.editing = false;
    this.kept = null;
    this.message = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { experiment } = this;
    if (experiment === null) return;
    if (experiment !== this.#keyOf || changed.has('store')) this.#open(experiment);
    if (changed.has('trials') || changed.has('experiment')) this.#write(experiment);
  }

  /** Each experiment, with its settings, has its own edited text. */
  #open(experiment: Experiment): void {
    this.#keyOf = experiment;
    const key = textKey(experiment);
    if (key === this.#key) return;
    this.#key = key;
    this.#before = undefined;
    this.editing = false;
    this.kept = null;
    this.message = '';
    void this.store.read(key).then((kept) => {
      if (this.#key !== key || this.editing) return;
      this.kept = kept;
    });
  }

  /** The sentences change only when a trial ends or is left out. */
  #write(experiment: Experiment): void {
    const seen = this.trials.map((trial) => (isFinished(trial) ? trial : trial.status));
    const same =
      seen.length === this.#seen.length && seen.every((each, at) => each === this.#seen[at]);
    if (same || (this.active && this.trials.length > maxLive)) return;
    this.#seen = seen;
    this.#findings = findingsOf(experiment, this.trials);
    this.#generated = findingsText(this.#findings);
  }

  protected override render(): TemplateResult {
    return html`
      <section aria-labelledby="title">
        <h2 id="title">Findings</h2>
        ${this.editing ? this.#editor() : this.kept === null ? this.#own() : this.#edited(this.kept)}
        <p class="said" role="status">${this.message}</p>
      </section>
    `;
  }

  #own(): TemplateResult {
    if (this.#generated === '') return html`${this.#empty()}${this.#undoBar()}`;
    return html`
      <p class="small soft">
        Generated from the figures measured${this.active ? ' so far' : ''}. Check and edit before
        submitting.
      </p>
      ${this.#paragraphs()}
      <div class="actions">
        <button type="button" @click=${() => this.#edit()}>Edit</button>
        <button type="button" @click=${() => void this.#copy()}>Copy</button>
        ${this.#undo()}
      </div>
      ${this.#behind()}
    `;
  }

  #paragraphs(): TemplateResult {
    return html`<div class="text">
      ${paragraphsOf(this.#findings).map(
        (paragraph) => html`<p>${paragraph.map(({ text }) => html`<span>${text}</span> `)}</p>`,
      )}
    </div>`;
  }

  #empty(): TemplateResult {
    const ended = this.trials.filter(hasEnded);
    if (this.active) {
      const progress =
        ended.length === 0
          ? 'Findings appear when the first trial ends.'
          : `${count(ended.length)} of ${counted(this.trials.length, 'trial')} ended; findings appear at the end of the run.`;
      return html`<p class="empty soft">${progress}</p>`;
    }
    return html`<p class="empty soft">
      ${
        ended.length > 0
          ? 'No trial finished, so there are no findings. Run again to get some.'
          : 'After a run, this section says in words what the figures show: which trial leads and by how much, which trials diverged, have dead units or stayed at chance, and which differences are too small to count. You can edit the text; your version is kept.'
      }
    </p>`;
  }

  #edited(kept: KeptText): TemplateResult {
    const changed = this.#generated !== '' && this.#generated !== kept.program;
    return html`
      <p class="small ${changed ? 'changed' : 'soft'}">
        ${changed ? 'Edited by you. The generated text has changed since.' : 'Edited by you.'}
      </p>
      <div class="text own">${kept.text}</div>
      <div class="actions">
        <button type="button" @click=${() => this.#edit()}>Edit</button>
        <button type="button" @click=${() => void this.#copy()}>Copy</button>
        <button type="button" @click=${() => this.#restore()}>
          ${icon('reset')}Restore generated text
        </button>
        ${this.#undo()}
      </div>
      ${
        this.#generated === ''
          ? nothing
          : html`<details>
              <summary>Generated text</summary>
              ${this.#paragraphs()}
            </details>`
      }
      ${this.#behind()}
    `;
  }

  #editor(): TemplateResult {
    return html`
      <textarea
        aria-label="Your text of the findings"
        spellcheck="true"
        .value=${this.kept?.text ?? this.#generated}
        @input=${(event: Event) => this.#typed((event.target as HTMLTextAreaElement).value)}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Escape') this.#close();
        }}
      ></textarea>
      <div class="actions">
        <button type="button" class="primary" @click=${() => this.#close()}>Done</button>
        ${this.#undo()}
      </div>
    `;
  }

  #undoBar(): TemplateResult | typeof nothing {
    return this.#before === undefined ? nothing : html`<div class="actions">${this.#undo()}</div>`;
  }

  #undo(): TemplateResult | typeof nothing {
    if (this.#before === undefined) return nothing;
    return html`<button type="button" class="quiet" @click=${() => this.#undoChange()}>
      Undo
    </button>`;
  }

  #behind(): TemplateResult | typeof nothing {
    return this.#findings.some(({ restsOn }) => restsOn.length > 0)
      ? html`<details>
          <summary>Figures behind each sentence</summary>
          ${behindTable(this.#findings, this.trials)}
        </details>`
      : nothing;
  }

  #edit(): void {
    this.editing = true;
    this.#before = undefined;
    this.message = '';
    void this.updateComplete.then(() => this.renderRoot.querySelector('textarea')?.focus());
  }

  /** Saved at every keystroke, so that closing the page loses nothing. */
  #typed(text: string): void {
    if (this.#before === undefined) this.#before = this.kept;
    void this.#keep({ text, program: this.#generated });
  }

  #close(): void {
    this.editing = false;
    this.#before = undefined;
    this.message = this.#where();
    this.#focusFirst();
  }

  #restore(): void {
    this.#before = this.kept;
    this.message = 'Generated text restored. Undo brings yours back.';
    void this.#keep(null);
    this.#focusFirst();
  }

  #undoChange(): void {
    const before = this.#before;
    if (before === undefined) return;
    this.#before = undefined;
    this.message = '';
    void this.#keep(before);
    if (this.editing) this.renderRoot.querySelector('textarea')?.focus();
    else this.#focusFirst();
  }

  /** The button that was clicked may be gone, and the focus with it. */
  #focusFirst(): void {
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('.actions button')?.focus(),
    );
  }

  async #keep(kept: KeptText | null): Promise<void> {
    const key = this.#key;
    this.kept = kept;
    await this.store.write(key, kept);
    if (this.#key === key && this.store.problem !== '') this.message = this.#where();
  }

  #where(): string {
    if (this.kept === null) return '';
    if (this.store.problem === '') return 'Your text is kept in this browser.';
    return `This browser stores nothing for this page (${this.store.problem}). Copy your text: it is lost when you close the page.`;
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.kept?.text ?? this.#generated);
      this.message = 'Copied.';
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.message = `Could not copy the text: ${why}. Select it and copy it yourself.`;
    }
  }
}

define('a2-findings', A2Findings);

declare global {
  interface HTMLElementTagNameMap {
    'a2-findings': A2Findings;
  }
}
