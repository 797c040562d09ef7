/** The parts above and below the list of runs. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ListedRun } from '../../../lab/kept/stored-run.ts';
import { counted, megabytes, significant } from '../../../base/numbers.ts';
import { mayDeleteText } from '../storage-view/text.ts';
import type { KeptBytes } from '../../../store/usage.ts';
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
  deleted: readonly ListedRun[],
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
  { use, kinds }: { readonly use: StorageUse | null; readonly kinds: KeptBytes | null },
  runs: number,
  sure: boolean,
  { persist, ask, clear }: StorageActions,
): TemplateResult {
  return html`
    <footer class="small soft">
      ${use === null ? nothing : useText(use)}
      ${kinds === null || runs === 0 ? nothing : kindsText(kinds)}
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

const kindsText = ({ checkpoints, weights, losses, figures }: KeptBytes): TemplateResult =>
  html`<p class="kinds">
    Of the runs: ${sizeText(checkpoints)} of checkpoints, ${sizeText(weights)} of weights,
    ${sizeText(losses)} of batch losses and ${sizeText(figures)} of figures. When the storage is
    full, the oldest go in this order, except figures and whatever belongs to runs that you keep or
    that the report has.
  </p>`;
