/** Whether the browser offers to install the lab as an app, and asking it to. */

/** Of Chromium's browsers; others install by their own menus. */
interface InstallPromptEvent extends Event {
  prompt(): Promise<void>;
  readonly userChoice: Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

const isPrompt = (event: Event): event is InstallPromptEvent => 'prompt' in event;

/** By the standard, or by what Apple's home screens told before it. */
const isApp = (): boolean =>
  matchMedia('(display-mode: standalone)').matches ||
  (navigator as { standalone?: boolean }).standalone === true;

export type InstallState = 'offered' | 'installed' | 'not offered';

/** One for the page: the browser tells once, early, and not every part of the page is there by then. */
export class Installation {
  #prompt: InstallPromptEvent | null = null;
  #installed = isApp();
  readonly #listeners = new Set<() => void>();

  /** Listens until the signal is aborted. */
  start(signal: AbortSignal): void {
    addEventListener(
      'beforeinstallprompt',
      (event) => {
        if (!isPrompt(event)) return;
        // The lab's own button asks, when a person wants it.
        event.preventDefault();
        this.#prompt = event;
        this.#tell();
      },
      { signal },
    );
    addEventListener(
      'appinstalled',
      () => {
        this.#installed = true;
        this.#prompt = null;
        this.#tell();
      },
      { signal },
    );
  }

  get state(): InstallState {
    if (this.#installed) return 'installed';
    return this.#prompt === null ? 'not offered' : 'offered';
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Shows the browser's question. A prompt can be used once only. */
  async ask(): Promise<void> {
    const prompt = this.#prompt;
    this.#prompt = null;
    await prompt?.prompt();
    await prompt?.userChoice;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
