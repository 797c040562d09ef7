import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import { keptTexts, type KeptText, type KeptTexts } from '../../../store/kept-texts.ts';
import { base, buttons } from '../../styles/shared.ts';
import { define } from '../define.ts';
import './markdown.ts';
import './photos.ts';
import type { A2OwnPhotos, PhotosEvent } from './photos.ts';

/** The user has finished editing. */
export class OwnTextDoneEvent extends Event {
  constructor() {
    super('a2-own-text-done', { bubbles: true, composed: true });
  }
}

const maxText = 20_000;
/** Changes that Undo can take back. */
const maxUndo = 200;
/** Typing without a pause longer than this, in ms, is undone at once. */
const together = 800;

/**
 * @summary An editor for a text of the user's own: Markdown with formulas, a preview, and photos. Every change is
 * kept at once, and other tabs follow.
 *
 * @fires a2-own-text-done - the user pressed Done or Escape
 */
export class A2OwnText extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.75rem;
      }

      .columns {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr));
        gap: 0.75rem 1.5rem;
        align-items: start;
      }

      .columns > * {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.3rem;
        min-inline-size: 0;
      }

      .name {
        font-size: var(--a2-small);
        font-weight: var(--a2-bold);
      }

      textarea {
        box-sizing: border-box;
        inline-size: 100%;
        min-block-size: 12rem;
        max-block-size: 32rem;
        padding: 0.6rem 0.75rem;
        border: 1px solid var(--a2-line-strong);
        border-radius: var(--a2-radius);
        background: var(--a2-raised);
        color: var(--a2-ink);
        font: 400 var(--a2-text) / 1.5 var(--a2-font);
        field-sizing: content;
        resize: vertical;
      }

      .preview {
        min-block-size: 12rem;
        padding: 0.6rem 0.75rem;
        border: 1px solid var(--a2-line);
        border-radius: var(--a2-radius);
        background: var(--a2-paper);
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        align-items: center;
      }

      p {
        margin: 0;
      }
    `,
  ];

  static override properties = {
    store: { attribute: false },
    key: {},
    label: {},
    program: {},
    start: {},
    kept: { state: true },
    loaded: { state: true },
    message: { state: true },
    past: { state: true },
  };

  declare store: KeptTexts;
  /** The text's key in the store. */
  declare key: string;
  /** What the text is, for screen readers and the heading. */
  declare label: string;
  /** The generated text, kept with the own one to tell later changes. */
  declare program: string;
  /** What the editor begins with where nothing is kept. */
  declare start: string;
  declare protected kept: KeptText | null;
  /** Whether what is kept has been read. */
  declare protected loaded: boolean;
  declare protected message: string;
  /** Earlier states, the latest last. */
  declare protected past: readonly (KeptText | null)[];

  #typedAt = 0;
  #stop: (() => void) | null = null;

  constructor() {
    super();
    this.store = keptTexts;
    this.key = '';
    this.label = 'Your text';
    this.program = '';
    this.start = '';
    this.kept = null;
    this.loaded = false;
    this.message = '';
    this.past = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.store.subscribe((key) => {
      if (key === this.key) void this.#read();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('key') && !changed.has('store')) return;
    this.loaded = false;
    this.past = [];
    this.message = '';
    void this.#read(true);
  }

  async #read(first = false): Promise<void> {
    const { key } = this;
    const kept = await this.store.read(key);
    if (key !== this.key) return;
    this.kept = kept;
    this.loaded = true;
    if (!first) return;
    await this.updateComplete;
    this.renderRoot.querySelector('textarea')?.focus();
  }

  get #text(): string {
    return this.kept?.text ?? this.start;
  }

  protected override render(): TemplateResult {
    if (!this.loaded) return html`<p class="soft">Opening …</p>`;
    const photos = this.kept?.photos ?? [];
    return html`
      <div class="columns" @paste=${(event: ClipboardEvent) => this.#paste(event)}>
        <label>
          <span class="name">${this.label}</span>
          <textarea
            spellcheck="true"
            maxlength=${maxText}
            aria-describedby="how"
            .value=${this.#text}
            @input=${(event: Event) => this.#typed((event.target as HTMLTextAreaElement).value)}
            @keydown=${(event: KeyboardEvent) => {
              if (event.key === 'Escape') this.#done();
            }}
          ></textarea>
        </label>
        <div>
          <span class="name" aria-hidden="true">Preview</span>
          <div class="preview" role="region" aria-label="Preview">
            ${
              this.#text.trim() === ''
                ? html`<p class="soft">What you write appears here as the report shows it.</p>`
                : html`<a2-markdown .text=${this.#text}></a2-markdown>`
            }
          </div>
        </div>
      </div>
      <p id="how" class="small soft">
        Markdown: an empty line begins a paragraph, <code>**bold**</code>, <code>*italic*</code>,
        <code>- list</code>. Formulas in TeX: <code>$w_1 x$</code> in the line,
        <code>$$\\frac{a}{b}$$</code> on its own.
      </p>
      <a2-own-photos
        .store=${this.store}
        .photos=${photos}
        @a2-photos=${(event: PhotosEvent) => {
          event.stopPropagation();
          this.#change({ ...this.#now(), photos: event.photos });
        }}
      ></a2-own-photos>
      <div class="row">
        <button type="button" class="primary" @click=${() => this.#done()}>Done</button>
        <button type="button" ?disabled=${this.past.length === 0} @click=${() => this.#undo()}>
          Undo
        </button>
        <p class="small soft" role="status">${this.message}</p>
      </div>
    `;
  }

  /** With what the editor shows where nothing is kept yet. */
  #now(): KeptText {
    return this.kept ?? { text: this.start, program: this.program };
  }

  #typed(text: string): void {
    const at = performance.now();
    const goesOn = at - this.#typedAt < together && this.past.length > 0;
    this.#typedAt = at;
    this.#change({ ...this.#now(), text, program: this.program }, goesOn);
  }

  #paste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    const photos = this.renderRoot.querySelector<A2OwnPhotos>('a2-own-photos');
    void photos?.add(files);
  }

  /** @param goesOn whether it belongs to the change before */
  #change(kept: KeptText | null, goesOn = false): void {
    if (!goesOn) this.past = [...this.past, this.kept].slice(-maxUndo);
    void this.#keep(kept);
  }

  #undo(): void {
    const before = this.past.at(-1);
    if (before === undefined) return;
    this.past = this.past.slice(0, -1);
    this.#typedAt = 0;
    void this.#keep(before);
  }

  async #keep(kept: KeptText | null): Promise<void> {
    const { key, store } = this;
    const { text = '', photos = [] } = kept ?? {};
    // An emptied answer is none.
    const empty = text.trim() === '' && photos.length === 0;
    this.kept = kept;
    await store.write(key, empty && this.start === '' ? null : kept);
    if (key !== this.key) return;
    this.message =
      store.problem === ''
        ? 'Kept in this browser.'
        : `This browser stores nothing for this page (${store.problem}). Save the hand-in file before you close it.`;
  }

  #done(): void {
    this.dispatchEvent(new OwnTextDoneEvent());
  }
}

define('a2-own-text', A2OwnText);

declare global {
  interface HTMLElementTagNameMap {
    'a2-own-text': A2OwnText;
  }
}
