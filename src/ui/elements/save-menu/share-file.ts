/** Saves files by the system's share sheet, for where downloads fail. */
import { LitElement, css, html, type TemplateResult } from 'lit';
import { base, buttons } from '../../styles/shared.ts';
import { define } from '../define.ts';

/**
 * Opens the share sheet with the file; `download` is for browsers that cannot share this kind of
 * file. A share sheet needs a recent user gesture; if the file took too long to make, a dialog asks
 * for another click.
 */
export async function shareFile(name: string, blob: Blob, download: () => void): Promise<void> {
  const file = new File([blob], name, { type: blob.type });
  const outcome = await share(file);
  if (outcome === 'refused') download();
  if (outcome !== 'too late') return;
  const dialog = new A2ShareFile();
  dialog.file = file;
  dialog.download = download;
  document.body.append(dialog);
}

type Outcome = 'done' | 'too late' | 'refused';

async function share(file: File): Promise<Outcome> {
  const { canShare } = navigator as Partial<Pick<Navigator, 'canShare'>>;
  const data = { files: [file] };
  if (canShare?.call(navigator, data) !== true) return 'refused';
  try {
    await navigator.share(data);
    return 'done';
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    // Closing the sheet counts as done.
    if (name === 'AbortError') return 'done';
    return name === 'NotAllowedError' ? 'too late' : 'refused';
  }
}

/** @summary A file that is ready, with the button that opens the share sheet. */
export class A2ShareFile extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      dialog {
        max-inline-size: min(28rem, calc(100vw - 2rem));
        padding: 1rem;
        border: 1px solid var(--a2-line-strong);
        border-radius: var(--a2-radius);
        background: var(--a2-raised);
        color: var(--a2-ink);
      }

      h2 {
        overflow-wrap: anywhere;
      }

      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        margin-block-start: 0.75rem;
      }
    `,
  ];

  static override properties = { trouble: { state: true } };

  /** Set before the element is connected. */
  file: File | null = null;
  download: () => void = () => undefined;
  declare protected trouble: string;

  constructor() {
    super();
    this.trouble = '';
  }

  protected override firstUpdated(): void {
    this.#dialog?.showModal();
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  async #share(): Promise<void> {
    if (this.file === null) return;
    const outcome = await share(this.file);
    if (outcome === 'too late') {
      this.trouble = 'The browser did not open its share sheet. Try again.';
      return;
    }
    this.#dialog?.close();
    if (outcome === 'refused') this.download();
  }

  protected override render(): TemplateResult {
    return html`
      <dialog aria-labelledby="title" @close=${() => this.remove()}>
        <h2 id="title">${this.file?.name} is ready</h2>
        <p>Save it with the share sheet: choose “Save to Files”, or an app.</p>
        <p role="status">${this.trouble}</p>
        <div class="buttons">
          <button type="button" class="primary" @click=${() => void this.#share()}>
            Save or share
          </button>
          <button type="button" @click=${() => this.#dialog?.close()}>Close</button>
        </div>
      </dialog>
    `;
  }
}

define('a2-share-file', A2ShareFile);

declare global {
  interface HTMLElementTagNameMap {
    'a2-share-file': A2ShareFile;
  }
}
