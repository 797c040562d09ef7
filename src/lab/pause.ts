/** One pause switch shared by everything that works on a run. */
import { LabError, throwIfAborted } from '../base/errors.ts';

export class PauseSwitch {
  readonly #listeners = new Set<(paused: boolean) => void>();
  #paused = false;

  get paused(): boolean {
    return this.#paused;
  }

  set(paused: boolean): void {
    if (paused === this.#paused) return;
    this.#paused = paused;
    for (const listener of [...this.#listeners]) listener(paused);
  }

  /** Calls back at every change. Returns a function that unsubscribes. */
  onChange(listener: (paused: boolean) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves at once if not paused, else when resumed. Throws LabError `aborted`. */
  async whenGoing(signal?: AbortSignal): Promise<void> {
    throwIfAborted(signal);
    if (!this.#paused) return;
    let end: () => void = () => undefined;
    const waited = new Promise<void>((resolve, reject) => {
      const stop = this.onChange((paused) => {
        if (!paused) resolve();
      });
      const abort = () => reject(new LabError('aborted', 'cancelled'));
      signal?.addEventListener('abort', abort);
      end = () => {
        stop();
        signal?.removeEventListener('abort', abort);
      };
    });
    try {
      await waited;
    } finally {
      end();
    }
  }
}
