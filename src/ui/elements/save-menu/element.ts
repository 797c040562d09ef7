import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { base, buttons } from '../../styles/shared.ts';
import { define } from '../define.ts';
import { icon } from '../icons.ts';
import { fileName, saveFile } from './save-file.ts';

/** Makes a file's text on demand. */
export type MakeText = () => string | Promise<string>;
type Kind = 'csv' | 'svg' | 'png';

const offers: readonly { readonly kind: Kind; readonly of: string }[] = [
  { kind: 'png', of: 'image' },
  { kind: 'svg', of: 'scalable drawing' },
  { kind: 'csv', of: 'all numbers at full precision' },
];

/**
 * @summary A "Save" menu with a figure's files: CSV, SVG and PNG. A file is made on demand;
 * failures are reported.
 */
export class A2SaveMenu extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        position: relative;
        display: inline-block;
      }

      .files {
        position: absolute;
        z-index: 3;
        inset-block-start: calc(100% + 2px);
        inset-inline-end: 0;
        min-inline-size: max-content;
        padding: 0.25rem;
        border: 1px solid var(--a2-line-strong);
        border-radius: var(--a2-radius);
        background: var(--a2-raised);
        box-shadow: var(--a2-shadow);
      }

      .files button {
        inline-size: 100%;
        justify-content: start;
        gap: 0.8em;
      }

      .kind {
        min-inline-size: 2.2em;
        font-weight: var(--a2-bold);
      }

      .trouble {
        max-inline-size: 30ch;
        padding: 0 0.5rem;
        color: var(--a2-bad);
        font-size: var(--a2-small);
      }

      .trouble:empty {
        display: none;
      }
    `,
  ];

  static override properties = {
    subject: {},
    experiment: {},
    chart: {},
    csv: { attribute: false },
    svg: { attribute: false },
    open: { state: true },
    trouble: { state: true },
  };

  /** What is saved, as in its title. */
  declare subject: string;
  /** The experiment's or dataset's name, the start of the file name. */
  declare experiment: string;
  /** The figure's stable name, the end of the file name. */
  declare chart: string;
  /** The figure's numbers as CSV; null if it has none. */
  declare csv: MakeText | null;
  /** The figure as a standalone SVG with width and height; PNG is rendered from it. */
  declare svg: MakeText | null;
  declare protected open: boolean;
  /** Why the last file could not be made; '' when it could. */
  declare protected trouble: string;

  constructor() {
    super();
    this.subject = '';
    this.experiment = '';
    this.chart = '';
    this.csv = null;
    this.svg = null;
    this.open = false;
    this.trouble = '';
    this.addEventListener('focusout', (event) => {
      const next = event.relatedTarget;
      // Focus lost to nothing may be the window losing focus; a click outside is handled below.
      if (next instanceof Node && !this.contains(next) && next !== this) this.#close();
    });
    this.addEventListener('keydown', this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
  }

  readonly #onPress = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.#close();
  };

  #watch(on: boolean): void {
    if (on) document.addEventListener('pointerdown', this.#onPress, { capture: true });
    else document.removeEventListener('pointerdown', this.#onPress, { capture: true });
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.open) return;
    event.stopPropagation();
    this.#close();
    this.renderRoot.querySelector('button')?.focus();
  };

  #close(): void {
    this.#watch(false);
    this.open = false;
  }

  #toggle(): void {
    if (this.open) {
      this.#close();
      return;
    }
    this.trouble = '';
    this.open = true;
    this.#watch(true);
  }

  async #save(kind: Kind): Promise<void> {
    this.trouble = '';
    try {
      await this.#make(kind);
      // If the focus is still in the menu, it returns to the button.
      if (this.shadowRoot?.activeElement instanceof Element)
        this.renderRoot.querySelector('button')?.focus();
      this.#close();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.trouble = `The ${kind.toUpperCase()} of ${this.subject} could not be made: ${reason}. Nothing else is lost; try again.`;
    }
  }

  async #make(kind: Kind): Promise<void> {
    const name = `${fileName(this.experiment, this.chart)}.${kind}`;
    const text = await (kind === 'csv' ? this.csv : this.svg)?.();
    if (text === undefined) return;
    switch (kind) {
      case 'csv':
        // The byte order mark tells spreadsheets that the text is UTF-8.
        saveFile(name, `\ufeff${text}`, 'text/csv');
        return;
      case 'svg':
        saveFile(name, text, 'image/svg+xml');
        return;
      case 'png': {
        const { toPng } = await import('./to-png.ts');
        saveFile(name, await toPng(text), 'image/png');
        return;
      }
      default:
        kind satisfies never;
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { csv, svg, open } = this;
    const offered = offers.filter(({ kind }) => (kind === 'csv' ? csv : svg) !== null);
    if (offered.length === 0) return nothing;
    return html`
      <button
        type="button"
        class="quiet"
        aria-expanded=${open ? 'true' : 'false'}
        aria-controls="files"
        @click=${this.#toggle}
      >
        ${icon('download')}Save<span class="visually-hidden"> ${this.subject}</span>
      </button>
      <div id="files" class="files" role="group" aria-label="Save ${this.subject}" ?hidden=${!open}>
        ${offered.map(
          ({ kind, of }) => html`
            <button type="button" class="quiet" @click=${() => void this.#save(kind)}>
              <span class="kind">${kind.toUpperCase()}</span><span class="soft">${of}</span>
            </button>
          `,
        )}
        <p class="trouble" role="status">${this.trouble}</p>
      </div>
    `;
  }
}

define('a2-save-menu', A2SaveMenu);

declare global {
  interface HTMLElementTagNameMap {
    'a2-save-menu': A2SaveMenu;
  }
}
