import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { base, buttons } from '../../styles/shared.ts';
import { define } from '../define.ts';
import { icon } from '../icons.ts';
import { fileName, saveFile } from './save-file.ts';

import type { CopyKind } from './copy-figure.ts';
import type * as copying from './copy-figure.ts';

type CopyingModule = typeof copying;

/** Makes a file's text on demand. */
export type MakeText = () => string | Promise<string>;
type Kind = 'csv' | 'svg' | 'png';

const offers: readonly { readonly kind: Kind; readonly of: string }[] = [
  { kind: 'png', of: 'image' },
  { kind: 'svg', of: 'scalable drawing' },
  { kind: 'csv', of: 'all numbers at full precision' },
];

const copies: readonly { readonly kind: CopyKind; readonly of: string }[] = [
  { kind: 'png', of: 'image' },
  { kind: 'svg', of: 'text of the drawing' },
];

/**
 * @summary A "Save" menu with a figure's files (CSV, SVG and PNG), which also copies it to the clipboard. A file is
 * made on demand; results and failures are reported.
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

      .copies {
        margin-block-start: 0.25rem;
        padding-block-start: 0.25rem;
        border-block-start: 1px solid var(--a2-line);
      }

      .trouble,
      .told {
        max-inline-size: 30ch;
        padding: 0 0.5rem;
        font-size: var(--a2-small);
      }

      .trouble {
        color: var(--a2-bad);
      }

      :is(.trouble, .told):empty {
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
    told: { state: true },
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
  /** What was copied; '' for nothing yet. */
  declare protected told: string;
  #copying: CopyingModule | null = null;

  constructor() {
    super();
    this.subject = '';
    this.experiment = '';
    this.chart = '';
    this.csv = null;
    this.svg = null;
    this.open = false;
    this.trouble = '';
    this.told = '';
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
    this.trouble = this.told = '';
    this.open = true;
    this.#watch(true);
    // Loaded before the press: some browsers allow copying only at once.
    if (this.svg !== null) void this.#loadCopying().catch(() => undefined);
  }

  async #loadCopying(): Promise<CopyingModule> {
    return (this.#copying ??= await import('./copy-figure.ts'));
  }

  async #copy(kind: CopyKind): Promise<void> {
    const { svg, subject } = this;
    if (svg === null) return;
    this.trouble = this.told = '';
    try {
      await (this.#copying ?? (await this.#loadCopying())).copyFigure(kind, svg);
      this.told = `Copied ${subject} as ${kind === 'png' ? 'an image' : 'SVG text'}: paste it where you need it.`;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.trouble = `${subject} was not copied: ${reason}.`;
    }
  }

  async #save(kind: Kind): Promise<void> {
    this.trouble = this.told = '';
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
        ${
          svg === null
            ? nothing
            : html`<div class="copies">
                ${copies.map(
                  ({ kind, of }) => html`
                    <button type="button" class="quiet" @click=${() => void this.#copy(kind)}>
                      <span>Copy ${kind.toUpperCase()}</span><span class="soft">${of}</span>
                    </button>
                  `,
                )}
              </div>`
        }
        <p class="told" role="status">${this.told}</p>
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
