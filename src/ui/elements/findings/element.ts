import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../deferred-element.ts';
import type { Experiment } from '../../../document/schema.ts';
import { hasEnded, isFinished } from '../../../document/trial-status.ts';
import { findingsOf, findingsText, paragraphsOf } from '../../../insights/findings.ts';
import type { Finding } from '../../../insights/types.ts';
import type { TrialState } from '../../../lab/state.ts';
import { base, buttons, disclosures, tables } from '../../styles/shared.ts';
import { count, counted } from '../../../base/numbers.ts';
import { define } from '../define.ts';
import { icon } from '../icons.ts';
import { behindTable } from './behind.ts';
import { KeptTexts, textKey, type KeptText } from '../../../store/kept-texts.ts';
import { findingsStyles } from './styles.ts';

/** While so many trials or more are under way, sentences wait for the end of the run. */
const maxLive = 60;

const texts = new KeptTexts();

/**
 * @summary What the measured figures show, as sentences written by the program; they can be edited, and
 * the edited text is kept.
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
    said: { state: true },
  };

  declare experiment: Experiment | null;
  declare trials: readonly TrialState[];
  /** Whether a run is under way. */
  declare active: boolean;
  declare store: KeptTexts;
  declare protected editing: boolean;
  declare protected kept: KeptText | null;
  /** What the last action did, for the status line. */
  declare protected said: string;

  #key = '';
  #keyOf: Experiment | null = null;
  #seen: readonly (TrialState | string)[] = [];
  #findings: readonly Finding[] = [];
  #program = '';
  /** What Undo goes back to; undefined where there is nothing to undo. */
  #before: KeptText | null | undefined = undefined;

  constructor() {
    super();
    this.experiment = null;
    this.trials = [];
    this.active = false;
    this.store = texts;
    this.editing = false;
    this.kept = null;
    this.said = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { experiment } = this;
    if (experiment === null) return;
    if (experiment !== this.#keyOf || changed.has('store')) this.#open(experiment);
    if (changed.has('trials') || changed.has('experiment')) this.#write(experiment);
  }

  /** Another experiment, or other settings of it: its own text. */
  #open(experiment: Experiment): void {
    this.#keyOf = experiment;
    const key = textKey(experiment);
    if (key === this.#key) return;
    this.#key = key;
    this.#before = undefined;
    this.editing = false;
    this.kept = null;
    this.said = '';
    void this.store.read(key).then((kept) => {
      if (this.#key !== key || this.editing) return;
      this.kept = kept;
    });
  }

  /** The sentences change only where a trial has ended or was left out. */
  #write(experiment: Experiment): void {
    const seen = this.trials.map((trial) => (isFinished(trial) ? trial : trial.status));
    const same =
      seen.length === this.#seen.length && seen.every((each, at) => each === this.#seen[at]);
    if (same || (this.active && this.trials.length > maxLive)) return;
    this.#seen = seen;
    this.#findings = findingsOf(experiment, this.trials);
    this.#program = findingsText(this.#findings);
  }

  protected override render(): TemplateResult {
    return html`
      <section aria-labelledby="title">
        <h2 id="title">Findings</h2>
        ${this.editing ? this.#editor() : this.kept === null ? this.#own() : this.#edited(this.kept)}
        <p class="said" role="status">${this.said}</p>
      </section>
    `;
  }

  #own(): TemplateResult {
    if (this.#program === '') return html`${this.#empty()}${this.#undoBar()}`;
    return html`
      <p class="small soft">
        Written by the program from the measured figures${this.active ? ', so far' : ''}; yours to
        check and to edit.
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
      const so =
        ended.length === 0
          ? 'The sentences come with the first trial that ends.'
          : `${count(ended.length)} of ${counted(this.trials.length, 'trial')} ended; the sentences come at the end of the run.`;
      return html`<p class="empty soft">${so}</p>`;
    }
    return html`<p class="empty soft">
      ${
        ended.length > 0
          ? 'No trial got to its end, so there is nothing to say. Run again, and what the figures show will stand here.'
          : 'After a run, what the figures show stands here in words: which trial leads and by how much, which diverged, died or never left chance, and what cannot be told apart. You can edit the text, and your version is kept.'
      }
    </p>`;
  }

  #edited(kept: KeptText): TemplateResult {
    const changed = this.#program !== '' && this.#program !== kept.program;
    return html`
      <p class="small ${changed ? 'changed' : 'soft'}">
        ${changed ? 'Edited; the program’s text has changed since.' : 'Edited by you.'}
      </p>
      <div class="text own">${kept.text}</div>
      <div class="actions">
        <button type="button" @click=${() => this.#edit()}>Edit</button>
        <button type="button" @click=${() => void this.#copy()}>Copy</button>
        <button type="button" @click=${() => this.#restore()}>
          ${icon('reset')}Restore the program’s text
        </button>
        ${this.#undo()}
      </div>
      ${
        this.#program === ''
          ? nothing
          : html`<details>
              <summary>The program’s text</summary>
              ${this.#paragraphs()}
            </details>`
      }
      ${this.#behind()}
    `;
  }

  #editor(): TemplateResult {
    return html`
      <textarea
        aria-label="Findings, your text"
        spellcheck="true"
        .value=${this.kept?.text ?? this.#program}
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
    return html`<button type="button" class="quiet" @click=${() => this.#goBack()}>Undo</button>`;
  }

  #behind(): TemplateResult | typeof nothing {
    return this.#findings.some(({ restsOn }) => restsOn.length > 0)
      ? html`<details>
          <summary>The figures behind each sentence</summary>
          ${behindTable(this.#findings, this.trials)}
        </details>`
      : nothing;
  }

  #edit(): void {
    this.editing = true;
    this.#before = undefined;
    this.said = '';
    void this.updateComplete.then(() => this.renderRoot.querySelector('textarea')?.focus());
  }

  /** Every keystroke is kept, so that nothing is lost with the page. */
  #typed(text: string): void {
    if (this.#before === undefined) this.#before = this.kept;
    void this.#keep({ text, program: this.#program });
  }

  #close(): void {
    this.editing = false;
    this.#before = undefined;
    this.said = this.#where();
    this.#focusFirst();
  }

  #restore(): void {
    this.#before = this.kept;
    this.said = 'The program’s text is back; Undo brings yours.';
    void this.#keep(null);
    this.#focusFirst();
  }

  #goBack(): void {
    const before = this.#before;
    if (before === undefined) return;
    this.#before = undefined;
    this.said = '';
    void this.#keep(before);
    if (this.editing) this.renderRoot.querySelector('textarea')?.focus();
    else this.#focusFirst();
  }

  /** A button that was pressed may be gone. */
  #focusFirst(): void {
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('.actions button')?.focus(),
    );
  }

  async #keep(kept: KeptText | null): Promise<void> {
    const key = this.#key;
    this.kept = kept;
    await this.store.write(key, kept);
    if (this.#key === key && this.store.problem !== '') this.said = this.#where();
  }

  #where(): string {
    if (this.kept === null) return '';
    if (this.store.problem === '') return 'Your text is kept in this browser.';
    return `This browser keeps nothing for the page (${this.store.problem}), so your text lasts until the page is closed. Copy it.`;
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.kept?.text ?? this.#program);
      this.said = 'Copied.';
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.said = `Could not be copied: ${why}. Select the text and copy it by hand.`;
    }
  }
}

define('a2-findings', A2Findings);

declare global {
  interface HTMLElementTagNameMap {
    'a2-findings': A2Findings;
  }
}
