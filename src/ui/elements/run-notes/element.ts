import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { aboutLimits } from '../../../formats/results/about-schema.ts';
import {
  notesProblem,
  sameWords,
  tagsOf,
  tagsProblem,
  wordsOfRun,
  type RunWords,
} from '../../../lab/kept/about-run.ts';
import type { ListedRun } from '../../../lab/kept/stored-run.ts';
import { base, buttons } from '../../styles/shared.ts';
import { define } from '../define.ts';

/** The words of a run that should be kept. */
export class RunNotesEvent extends Event {
  static readonly type = 'a2-run-notes';
  readonly id: string;
  readonly words: RunWords;

  constructor(id: string, words: RunWords) {
    super(RunNotesEvent.type, { bubbles: true, composed: true });
    this.id = id;
    this.words = words;
  }
}

const nothingWritten: RunWords = { notes: '', tags: [] };

/**
 * @summary Edits the notes and tags of a kept run in place.
 *
 * @event a2-run-notes - notes and tags should be kept
 * @event close - editing has ended
 */
export class A2RunNotes extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.25rem;
        max-inline-size: 44rem;
        padding: 0.6rem 0.75rem 0.75rem;
        border: 1px solid var(--a2-line);
        border-radius: var(--a2-radius);
        background: var(--a2-raised);
      }

      label {
        font-size: var(--a2-small);
        font-weight: var(--a2-bold);
      }

      input,
      textarea {
        inline-size: 100%;
        padding: 0.4rem 0.6rem;
        border: 1px solid var(--a2-line-strong);
        border-radius: var(--a2-radius);
        background: var(--a2-paper);
        color: var(--a2-ink);
        font: inherit;
      }

      textarea {
        min-block-size: 5rem;
        max-block-size: 20rem;
        field-sizing: content;
        resize: vertical;
      }

      [aria-invalid='true'] {
        border-color: var(--a2-bad);
        box-shadow: inset 0 0 0 1px var(--a2-bad);
      }

      .error:not(:empty) {
        color: var(--a2-bad);
        overflow-wrap: anywhere;
      }

      .hint {
        margin-block-end: 0.35rem;
      }

      .foot {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem;
        align-items: center;
      }
    `,
  ];

  static override properties = {
    run: { attribute: false },
    notes: { state: true },
    tags: { state: true },
    asked: { state: true },
    said: { state: true },
  };

  declare run: ListedRun | null;
  /** As they are typed. */
  declare protected notes: string;
  declare protected tags: string;
  /** Whether it should be kept, so that problems are shown. */
  declare protected asked: boolean;
  declare protected said: string;
  /** What was there when editing began, and what was kept last by this element. */
  #before = nothingWritten;
  #kept = nothingWritten;

  constructor() {
    super();
    this.run = null;
    this.notes = '';
    this.tags = '';
    this.asked = false;
    this.said = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('run') || this.run === null) return;
    const words = wordsOfRun(this.run);
    const other = changed.get('run')?.id !== this.run.id;
    if (other) {
      this.#before = words;
      this.#begin(words);
    } else if (!sameWords(words, this.#kept)) {
      // Written by another tab: it replaces what is here, unless something was typed here since.
      if (this.#isTyped)
        this.said = 'These notes were changed in another tab. Saving replaces them.';
      else this.#begin(words);
    }
  }

  #begin(words: RunWords): void {
    this.#kept = words;
    this.notes = words.notes;
    this.tags = words.tags.join(', ');
    this.asked = false;
    this.said = '';
  }

  override focus(): void {
    this.renderRoot.querySelector('textarea')?.focus();
  }

  get #words(): RunWords {
    return { notes: this.notes.trim(), tags: tagsOf(this.tags) };
  }

  get #isTyped(): boolean {
    return !sameWords(this.#words, this.#kept);
  }

  get #problems(): { readonly notes: string; readonly tags: string } {
    const { notes, tags } = this.#words;
    return { notes: notesProblem(notes), tags: tagsProblem(tags) };
  }

  #keep(words: RunWords): void {
    this.#kept = words;
    this.said = '';
    if (this.run !== null) this.dispatchEvent(new RunNotesEvent(this.run.id, words));
  }

  #save(): void {
    const { notes, tags } = this.#problems;
    this.asked = true;
    if (notes !== '' || tags !== '') {
      this.renderRoot.querySelector<HTMLElement>(notes === '' ? 'input' : 'textarea')?.focus();
      return;
    }
    this.#keepTyped();
    this.#close();
  }

  #cancel(): void {
    if (!sameWords(this.#before, this.#kept)) this.#keep(this.#before);
    this.#begin(this.#before);
    this.#close();
  }

  #close(): void {
    this.dispatchEvent(new Event('close'));
  }

  /** What was typed is kept on the way elsewhere, as a name is. */
  #left(event: FocusEvent): void {
    const to = event.relatedTarget;
    if (to instanceof Node && this.renderRoot.contains(to)) return;
    this.asked = true;
    if (this.#keepTyped()) this.said = 'Saved.';
  }

  #keepTyped(): boolean {
    const { notes, tags } = this.#problems;
    if (notes !== '' || tags !== '' || !this.#isTyped) return false;
    this.#keep(this.#words);
    return true;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // The page was left by a key, without the focus going anywhere.
    this.#keepTyped();
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.preventDefault();
      if (this.#isTyped) this.said = 'Not saved yet: press Save or Cancel.';
      else this.#close();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      this.#save();
    }
  }

  protected override render(): TemplateResult {
    const problems = this.asked ? this.#problems : { notes: '', tags: '' };
    const invalid = (problem: string) => (problem === '' ? nothing : 'true');
    return html`
      <form
        novalidate
        @submit=${(event: Event) => {
          event.preventDefault();
          this.#save();
        }}
        @keydown=${(event: KeyboardEvent) => this.#pressed(event)}
        @focusout=${(event: FocusEvent) => this.#left(event)}
      >
        <label for="notes">Notes</label>
        <textarea
          id="notes"
          rows="3"
          aria-describedby="notes-error"
          aria-invalid=${invalid(problems.notes)}
          .value=${live(this.notes)}
          @input=${(event: Event) => {
            this.notes = (event.target as HTMLTextAreaElement).value;
          }}
        ></textarea>
        <p class="error small" id="notes-error" role="alert">${problems.notes}</p>
        <label for="tags">Tags</label>
        <input
          id="tags"
          type="text"
          autocomplete="off"
          autocapitalize="none"
          aria-describedby="hint tags-error"
          aria-invalid=${invalid(problems.tags)}
          .value=${live(this.tags)}
          @input=${(event: Event) => {
            this.tags = (event.target as HTMLInputElement).value;
          }}
        />
        <p class="error small" id="tags-error" role="alert">${problems.tags}</p>
        <p class="hint small soft" id="hint">
          Put commas between tags; up to ${aboutLimits.tags}. Both stay in this browser and go with
          an exported file.
        </p>
        <p class="foot">
          <button type="submit" class="primary">Save</button>
          <button type="button" class="quiet" @click=${() => this.#cancel()}>Cancel</button>
          <span class="small soft" role="status">${this.said}</span>
        </p>
      </form>
    `;
  }
}

define('a2-run-notes', A2RunNotes);

declare global {
  interface HTMLElementEventMap {
    'a2-run-notes': RunNotesEvent;
  }

  interface HTMLElementTagNameMap {
    'a2-run-notes': A2RunNotes;
  }
}
