/** Datasets made available offline: running, paused or failed downloads. */
import type { RealDatasetName } from '../../../data/files.ts';
import type { DatasetProgress } from '../../../protocol/dataset.ts';
import { isAbort } from '../../../base/errors.ts';
import type { Lab } from '../lab.ts';
import { checkTexts, downloadedText, removedText } from './text.ts';

export type Download =
  | { readonly state: 'running'; readonly progress: DatasetProgress | null }
  | { readonly state: 'paused'; readonly progress: DatasetProgress | null }
  | { readonly state: 'checking' }
  | { readonly state: 'told'; readonly text: string; readonly failed: boolean };

/** Belongs to the page's module, so downloads continue when the page is left. */
export class Downloads {
  readonly #lab: Lab;
  readonly #changed: () => void;
  readonly #downloads = new Map<RealDatasetName, Download>();
  readonly #controllers = new Map<RealDatasetName, AbortController>();

  constructor(lab: Lab, changed: () => void) {
    this.#lab = lab;
    this.#changed = changed;
  }

  of(name: RealDatasetName): Download | null {
    return this.#downloads.get(name) ?? null;
  }

  /** Fetches what is missing; parts fetched before a pause are not fetched again. */
  async start(name: RealDatasetName): Promise<void> {
    if (this.of(name)?.state === 'running') return;
    const resumed = this.of(name)?.state === 'paused';
    const controller = new AbortController();
    this.#controllers.set(name, controller);
    this.#set(name, { state: 'running', progress: null });
    let notices: readonly string[] = [];
    try {
      await this.#lab.dataset(name, {
        signal: controller.signal,
        onProgress: (progress) => {
          notices = progress.notices ?? notices;
          if (!controller.signal.aborted) this.#set(name, { state: 'running', progress });
        },
      });
      const kept = await this.#lab.checkKept(name, controller.signal);
      this.#tell(
        name,
        // After a pause, a part was already there, so notices about that add nothing.
        downloadedText(kept === 'whole', kept === 'whole' && resumed ? [] : notices),
        kept !== 'whole',
      );
    } catch (error) {
      if (isAbort(error)) return;
      this.#tell(name, error instanceof Error ? error.message : String(error), true);
    }
  }

  pause(name: RealDatasetName): void {
    const download = this.of(name);
    if (download?.state !== 'running') return;
    this.#set(name, { state: 'paused', progress: download.progress });
    this.#controllers.get(name)?.abort();
  }

  async check(name: RealDatasetName): Promise<void> {
    this.#set(name, { state: 'checking' });
    try {
      const state = await this.#lab.checkKept(name, new AbortController().signal);
      this.#tell(name, checkTexts[state], state !== 'whole');
    } catch (error) {
      this.#tell(name, error instanceof Error ? error.message : String(error), true);
    }
  }

  async remove(name: RealDatasetName): Promise<void> {
    try {
      await this.#lab.removeKept(name);
      this.#tell(name, removedText, false);
    } catch (error) {
      this.#tell(name, error instanceof Error ? error.message : String(error), true);
    }
  }

  #tell(name: RealDatasetName, text: string, failed: boolean): void {
    this.#set(name, { state: 'told', text, failed });
  }

  #set(name: RealDatasetName, download: Download): void {
    this.#downloads.set(name, download);
    this.#changed();
  }
}
