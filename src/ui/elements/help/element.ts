import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { base } from '../../styles/shared.ts';
import { define } from '../define.ts';
import { icon } from '../icons.ts';
import { explained, type Entry } from './explained.ts';
import { helpWords } from './words.ts';

/** Between the popover, its button and the window's edges, in pixels. */
const gap = 6;

export interface Question {
  /** The setting as the document names it. */
  readonly path: string;
  readonly label: string;
  /** The members that are chosen, by name. */
  readonly chosen: readonly string[];
}

/**
 * @summary The explanation of one setting, over the page. Escape, a press elsewhere or on the same “?” closes it. There
 * is one at a time, because the browser closes others.
 */
export class A2Help extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        position: absolute;
        inset: auto;
        inline-size: min(24rem, calc(100vw - 1rem));
        max-block-size: min(28rem, calc(100dvh - 1rem));
        margin: 0;
        padding: 0.75rem 0.9rem;
        border: 1px solid var(--a2-line-strong);
        border-radius: var(--a2-radius);
        background: var(--a2-raised);
        box-shadow: 0 8px 24px rgb(0 0 0 / 18%);
        font-size: var(--a2-small);
        outline: none;
        overflow-y: auto;
      }

      /* The host is shown by the browser alone. */
      :host(:not(:popover-open)) {
        display: none;
      }

      header {
        display: flex;
        gap: 0.5rem;
        align-items: start;
        justify-content: space-between;
      }

      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.35rem;
        margin-block-start: 0.35rem;
      }

      h3 {
        font-size: var(--a2-small);
        margin-block-start: 0.35rem;
      }

      button {
        flex: none;
        inline-size: 1.75rem;
        block-size: 1.75rem;
        margin: -0.3rem -0.4rem 0 0;
        border: 0;
        border-radius: var(--a2-radius);
        background: none;
        color: var(--a2-soft);
        cursor: pointer;
      }

      .more {
        margin-block-start: 0.5rem;
      }
    `,
  ];

  static override properties = { question: { attribute: false } };

  declare question: Question | null;

  #button: HTMLElement | null = null;
  /** Whether the press that follows is on the button of what is open, which the browser is closing. */
  #closing = false;
  #life = new AbortController();

  constructor() {
    super();
    this.question = null;
    this.popover = 'auto';
    this.tabIndex = -1;
    this.role = 'dialog';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
    const { signal } = this.#life;
    this.getRootNode().addEventListener(
      'pointerdown',
      (event) => {
        this.#closing =
          this.matches(':popover-open') &&
          this.#button !== null &&
          event.composedPath().includes(this.#button);
      },
      { signal, capture: true },
    );
    this.addEventListener(
      'beforetoggle',
      ({ newState }) => {
        // A press elsewhere has taken the focus there.
        if (newState === 'closed' && this.matches(':focus-within')) this.#button?.focus();
      },
      { signal },
    );
    this.addEventListener(
      'toggle',
      (event) => {
        this.#button?.setAttribute('aria-expanded', String(event.newState === 'open'));
      },
      { signal },
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
  }

  /** Opens beside a button, or closes what is open there. */
  async show(button: HTMLElement, question: Question): Promise<void> {
    const isOpen = this.matches(':popover-open');
    if (this.#closing || (isOpen && this.#button === button)) {
      this.#closing = false;
      if (isOpen) this.hidePopover();
      return;
    }
    if (isOpen) this.hidePopover();
    this.#button = button;
    this.question = question;
    this.ariaLabel = question.label;
    await this.updateComplete;
    if (!this.isConnected) return;
    this.showPopover();
    this.#place(button);
    this.focus({ preventScroll: true });
  }

  /** Below the button, or above it where there is more room; it scrolls with the page. */
  #place(button: HTMLElement): void {
    const at = button.getBoundingClientRect();
    const { width, height } = this.getBoundingClientRect();
    const below = innerHeight - at.bottom - gap;
    const top = below >= height || below >= at.top ? at.bottom + gap : at.top - gap - height;
    const left = Math.max(
      gap,
      Math.min(at.left, document.documentElement.clientWidth - width - gap),
    );
    this.style.top = `${Math.max(gap, top) + scrollY}px`;
    this.style.left = `${left + scrollX}px`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { question } = this;
    if (question === null) return nothing;
    const { path, label, chosen } = question;
    const entries = explained(path, chosen);
    return html`
      <header>
        <h2>${label}</h2>
        <button type="button" aria-label="Close" @click=${() => this.hidePopover()}>
          ${icon('close')}
        </button>
      </header>
      ${
        entries.length === 0
          ? html`<p>There is no explanation of this setting yet.</p>`
          : entries.map(entry)
      }
      ${
        customElements.get('a2-app') === undefined
          ? nothing
          : html`<p class="more">
              <a href="#/glossary/${path}" @click=${() => this.hidePopover()}
                >All terms and formulas</a
              >
            </p>`
      }
    `;
  }
}

const entry = ({ name, help }: Entry): TemplateResult =>
  html`<section>${name === '' ? nothing : html`<h3>${name}</h3>`} ${helpWords(help)}</section>`;

define('a2-help', A2Help);

declare global {
  interface HTMLElementTagNameMap {
    'a2-help': A2Help;
  }
}
