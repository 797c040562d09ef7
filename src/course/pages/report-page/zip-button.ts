import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { define } from '../../../ui/elements/define.ts';
import { fileName } from '../../handin/file-name.ts';
import type { HandIn } from '../../handin/types.ts';
import { base, buttons } from '../../../ui/styles/shared.ts';
import { counted, fileSize } from '../../../base/numbers.ts';
import type { Lab } from '../../../ui/pages/lab.ts';
import { saveFile } from '../../../ui/pages/save-file.ts';

/** @summary Packs the ZIP of the hand-in, and shows its progress and what is missing from the ZIP. */
export class A2ZipButton extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      /* The button is inline with the others, the status on its own line. */
      :host {
        display: contents;
      }

      p,
      ul {
        flex-basis: 100%;
        margin: 0;
        font-size: var(--a2-small);
        overflow-wrap: anywhere;
      }
    `,
  ];

  static override properties = {
    lab: { attribute: false },
    handIn: { attribute: false },
    disabled: { type: Boolean },
    packing: { state: true },
    status: { state: true },
    missing: { state: true },
  };

  declare lab: Lab | null;
  declare handIn: HandIn | null;
  /** Set while the report is incomplete. */
  declare disabled: boolean;
  /** Stops the current packing; null if there is none. */
  declare protected packing: AbortController | null;
  declare protected status: string;
  declare protected missing: readonly string[];

  constructor() {
    super();
    this.lab = null;
    this.handIn = null;
    this.disabled = false;
    this.packing = null;
    this.status = '';
    this.missing = [];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.packing?.abort();
  }

  protected override render(): TemplateResult {
    const { packing } = this;
    return html`
      ${
        packing === null
          ? html`<button
              type="button"
              ?disabled=${this.disabled || this.handIn === null}
              @click=${() => void this.#pack()}
            >
              Save programs and results (ZIP)
            </button>`
          : html`<button type="button" @click=${() => packing.abort()}>Stop packing</button>`
      }
      <p class="soft" role="status">${this.status}</p>
      ${
        this.missing.length === 0
          ? nothing
          : html`<ul aria-label="Not in the ZIP">
              ${this.missing.map((what) => html`<li>${what}</li>`)}
            </ul>`
      }
    `;
  }

  async #pack(): Promise<void> {
    const { lab, handIn } = this;
    if (lab === null || handIn === null) return;
    const packing = new AbortController();
    const { signal } = packing;
    this.packing = packing;
    this.status = 'Packing …';
    this.missing = [];
    let files = 0;
    try {
      const [{ handInZip }, { toPng }] = await Promise.all([
        import('../../handin/zip.ts'),
        import('../../../ui/elements/save-menu/to-png.ts'),
      ]);
      const stream = handInZip(handIn, {
        model: (id) => lab.model(id),
        png: (svg) => toPng(svg),
        dataset: (which) => lab.dataset(which, { signal }),
        signal,
        onFile: (name) => {
          files += 1;
          this.status = `Packing ${name} …`;
        },
        onMissing: (what) => {
          this.missing = [...this.missing, what];
        },
      });
      const zip = await new Response(stream).blob();
      signal.throwIfAborted();
      const name = `${fileName(handIn.student)}.zip`;
      saveFile(name, zip, 'application/zip');
      this.status = `Saved ${counted(files, 'file')} as ${name}, ${fileSize(zip.size)}.`;
    } catch (error) {
      this.missing = [];
      const why = error instanceof Error ? error.message : String(error);
      this.status = signal.aborted
        ? 'Stopped. Nothing was saved.'
        : `The ZIP could not be made: ${why}`;
    } finally {
      this.packing = null;
    }
  }
}

define('a2-zip-button', A2ZipButton);

declare global {
  interface HTMLElementTagNameMap {
    'a2-zip-button': A2ZipButton;
  }
}
