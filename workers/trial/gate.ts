/** Holds a trial while its run is paused, keeping its memory and position. */

export class Gate {
  #open = true;
  readonly #waiting = new Set<() => void>();

  get open(): boolean {
    return this.#open;
  }

  set open(open: boolean) {
    this.#open = open;
    if (!open) return;
    for (const go of [...this.#waiting]) go();
    this.#waiting.clear();
  }

  /** Resolves when the gate is open or the signal aborted, to the milliseconds waited. */
  async pass(signal?: AbortSignal): Promise<number> {
    if (this.#open || signal?.aborted === true) return 0;
    const from = performance.now();
    await new Promise<void>((resolve) => {
      const go = () => {
        signal?.removeEventListener('abort', go);
        this.#waiting.delete(go);
        resolve();
      };
      this.#waiting.add(go);
      signal?.addEventListener('abort', go);
    });
    return performance.now() - from;
  }
}
