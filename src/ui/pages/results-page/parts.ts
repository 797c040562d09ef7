/** The parts above and below the list of runs. */
import { html, nothing, type TemplateResult } from 'lit';
import type { StoredRun } from '../../../lab/kept/stored-run.ts';
import { counted, megabytes, significant } from '../../../base/numbers.ts';
import { mayDeleteText } from '../storage-view/text.ts';
import type { StorageUse } from './storage.ts';

export interface Told {
  readonly kind: 'info' | 'error';
  readonly lines: readonly string[];
}

/**
 * @param problem why something was not kept, '' for nothing
 * @param deleted what can be restored
 */
export function notices(
  problem: string,
  told: Told | null,
  deleted: readonly StoredRun[],
  undo: () => void,
): TemplateResult {
  const [first] = deleted;
  const what = deleted.length === 1 ? `“${first?.name ?? ''}”` : counted(deleted.length, 'run');
  return html`
    <div class="notices">
      ${problem === '' ? nothing : html`<a2-notice kind="warning">${problem}</a2-notice>`}
      ${
        told === null
          ? nothing
          : html`<a2-notice kind=${told.kind}>
              ${told.lines.map((line) => html`<span class="line">${line}</span>`)}
            </a2-notice>`
      }
      ${
        deleted.length === 0
          ? nothing
          : html`<a2-notice>
              Deleted ${what}.
              <button slot="action" class="undo" type="button" @click=${undo}>Undo</button>
            </a2-notice>`
      }
    </div>
  `;
}

export interface StorageActions {
  readonly persist: () => void;
  /** Asks to confirm deleting everything, or dismisses the question. */
  readonly ask: (sure: boolean) => void;
  readonly clear: () => void;
}

/** @param sure whether deleting everything awaits confirmation */
export function storageFooter(
  use: StorageUse | null,
  runs: number,
  sure: boolean,
  { persist, ask, clear }: StorageActions,
): TemplateResult {
  return html`
    <footer class="small soft">
      ${use === null ? nothing : useText(use)}
      ${
        use?.persisted === false && runs > 0
          ? html`<button type="button" class="quiet" @click=${persist}>
              Ask the browser to keep it
            </button>`
          : nothing
      }
      ${
        runs === 0
          ? nothing
          : sure
            ? html`<span class="sure">
                Delete all ${counted(runs, 'run')} and their results? This cannot be undone.
                <button type="button" @click=${clear}>Delete everything</button>
                <button type="button" class="quiet" @click=${() => ask(false)}>Keep them</button>
              </span>`
            : html`<button type="button" class="quiet" @click=${() => ask(true)}>
                Delete everything …
              </button>`
      }
    </footer>
  `;
}

const sizeText = (bytes: number): string =>
  bytes < 1e9 ? megabytes(bytes) : `${significant(bytes / 1e9, 2)}\u00a0GB`;

function useText({ used, quota, persisted }: StorageUse): TemplateResult {
  const most = quota === 0 ? '' : `; up to ${sizeText(quota)} are allowed`;
  return html`<p>
    The lab keeps ${megabytes(used)} in this browser, datasets included${most}.
    ${persisted === true ? 'The browser has promised not to delete it on its own.' : mayDeleteText}
  </p>`;
}
