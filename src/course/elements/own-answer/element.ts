import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { keptTexts, type KeptText, type KeptTexts } from '../../../store/kept-texts.ts';
import { base, buttons } from '../../../ui/styles/shared.ts';
import { define } from '../../../ui/elements/define.ts';
import '../../../ui/elements/own-text/element.ts';
import { agreeWith, answerKey, startOf, type Experiments } from '../../handin/own/store.ts';
import { replaceable } from '../../handin/own/types.ts';

/**
 * @summary One question's answer in the report: the lab's, with which the student agrees, or the student's own,
 * edited here.
 */
export class A2OwnAnswer extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.6rem;
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem 1rem;
        align-items: center;
      }

      .state {
        padding: 0.05rem 0.5rem;
        border: 1px solid var(--a2-line-strong);
        border-radius: 1rem;
        font-size: var(--a2-small);
      }

      .state.own {
        border-color: var(--a2-accent);
        color: var(--a2-accent);
      }

      label {
        display: inline-flex;
        gap: 0.45em;
        align-items: center;
        min-block-size: 1.75rem;
      }

      input {
        inline-size: 1.05rem;
        block-size: 1.05rem;
        margin: 0;
        accent-color: var(--a2-accent);
      }

      p {
        margin: 0;
      }

      @media (pointer: coarse) {
        label {
          min-block-size: 2.75rem;
        }
      }

      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  static override properties = {
    name: {},
    texts: { attribute: false },
    experiments: { attribute: false },
    mark: { attribute: false },
    agreed: { attribute: false },
    kept: { state: true },
    removed: { state: true },
    editing: { type: Boolean, reflect: true },
    start: { state: true },
  };

  /** The question: "T3", "I1e". */
  declare name: string;
  declare texts: KeptTexts;
  declare experiments: Experiments;
  /** The mark of the lab's answer; null while there is none to agree with. */
  declare mark: string | null;
  /** The mark that the student agreed with; null for none. */
  declare agreed: string | null;
  declare editing: boolean;
  declare protected kept: KeptText | null;
  /** What “Use the lab's answer” removed, for its undo. */
  declare protected removed: KeptText | null;
  declare protected start: string;

  #stop: (() => void) | null = null;

  constructor() {
    super();
    this.name = '';
    this.texts = keptTexts;
    this.experiments = new Map();
    this.mark = null;
    this.agreed = null;
    this.editing = false;
    this.kept = null;
    this.removed = null;
    this.start = '';
  }

  get #key(): string {
    return answerKey(this.name, this.experiments);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.texts.subscribe((key) => {
      if (key === this.#key) void this.#read();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('name')) {
      this.removed = null;
      if (changed.get('name') !== undefined && changed.get('name') !== '') this.editing = false;
    }
    if (changed.has('name') || changed.has('experiments') || changed.has('texts'))
      void this.#read();
  }

  async #read(): Promise<void> {
    const key = this.#key;
    const kept = await this.texts.read(key);
    const start = await startOf(this.texts, this.name, this.experiments);
    if (key !== this.#key) return;
    this.kept = kept;
    this.start = start;
  }

  /** Whether there is an own answer, here or as edited findings. */
  get #isOwn(): boolean {
    if (this.kept === null) return this.start !== '';
    return this.kept.text.trim() !== '' || (this.kept.photos ?? []).length > 0;
  }

  protected override render(): TemplateResult {
    const own = this.#isOwn;
    const replaces = replaceable.includes(this.name);
    return html`
      <div class="row">
        <span class="state ${own ? 'own' : ''}"
          >${own ? (replaces ? 'Your own answer' : 'With your own text') : 'The lab’s answer'}</span
        >
        ${own || !replaces ? nothing : this.#agreement()}
        ${
          this.editing
            ? nothing
            : html`<button type="button" @click=${() => (this.editing = true)}>
                ${own ? 'Edit your answer' : replaces ? 'Write your own answer' : 'Add your own text'}
              </button>`
        }
        ${
          own && !this.editing
            ? html`<button type="button" class="quiet" @click=${() => this.#remove()}>
                ${replaces ? 'Use the lab’s answer' : 'Remove your text'}
              </button>`
            : nothing
        }
        ${
          this.removed === null
            ? nothing
            : html`<button type="button" class="quiet" @click=${() => this.#bringBack()}>
                Undo: bring back your text
              </button>`
        }
      </div>
      ${
        this.editing
          ? html`<a2-own-text
              .store=${this.texts}
              .key=${this.#key}
              .start=${this.start}
              label="Your answer to ${this.name}"
              @a2-own-text-done=${() => {
                this.editing = false;
                void this.updateComplete.then(() =>
                  this.renderRoot.querySelector<HTMLElement>('button')?.focus(),
                );
              }}
            ></a2-own-text>`
          : nothing
      }
    `;
  }

  #agreement(): TemplateResult | typeof nothing {
    const { mark, agreed } = this;
    if (mark === null) return html`<span class="small soft">Not there yet: run it first.</span>`;
    return html`<label>
        <input
          type="checkbox"
          .checked=${agreed === mark}
          @change=${(event: Event) =>
            void agreeWith(
              this.texts,
              this.name,
              (event.target as HTMLInputElement).checked ? mark : null,
            )}
        />
        I have read this answer and agree with it
      </label>
      ${
        agreed !== null && agreed !== mark
          ? html`<span class="small soft">It has changed since you agreed.</span>`
          : nothing
      }`;
  }

  /** An empty text, not none: edited findings of other pages would stand in for it. */
  #remove(): void {
    const empty = { text: '', program: '' };
    this.removed = this.kept ?? { text: this.start, program: '' };
    void this.texts.write(this.#key, this.name === 'I1e' ? empty : null);
  }

  #bringBack(): void {
    void this.texts.write(this.#key, this.removed);
    this.removed = null;
  }
}

define('a2-own-answer', A2OwnAnswer);

declare global {
  interface HTMLElementTagNameMap {
    'a2-own-answer': A2OwnAnswer;
  }
}
