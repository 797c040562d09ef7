/** Whether the browser offers to install the lab as an app, and the install prompt. */

/** Chromium only; other browsers install through their own menus. */
interface InstallPromptEvent extends Event {
  prompt(): Promise<void>;
  readonly userChoice: Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

const isPrompt = (event: Event): event is InstallPromptEvent => 'prompt' in event;

/** By the standard, or Apple's older property for home screen apps. */
const isApp = (): boolean =>
  matchMedia('(display-mode: standalone)').matches ||
  (navigator as { standalone?: boolean }).standalone === true;

export type InstallState = 'offered' | 'installed' | 'not offered';

/** One per page: the browser fires the event once and early, before all parts of the page are loaded. */
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
        // The lab's own button shows the prompt on request.
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

  /** Shows the browser's prompt, which can be used only once. */
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
