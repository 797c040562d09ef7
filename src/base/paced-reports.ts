/** Progress told at a measured pace. */

/** Milliseconds between two reports: some twenty a second, which a reader sees as a movement. */
const pause = 50;

/**
 * Passes on at most some twenty reports a second. What comes between two of them is told after the pause
 * unless something newer came by then, so that a download that stalls shows all that has arrived.
 */
export class PacedReports<T> {
  readonly #report: (progress: T) => void;
  #reported = -Infinity;
  #waiting: { readonly progress: T; readonly timer: ReturnType<typeof setTimeout> } | null = null;

  constructor(report: (progress: T) => void) {
    this.#report = report;
  }

  /** @param now whether it is told without waiting, as the end of a phase is */
  tell(progress: T, now: boolean): void {
    const wait = now ? 0 : this.#reported + pause - performance.now();
    if (wait > 0) {
      const timer = this.#waiting?.timer ?? setTimeout(() => this.#tellWaiting(), wait);
      this.#waiting = { progress, timer };
      return;
    }
    this.stop();
    this.#reported = performance.now();
    this.#report(progress);
  }

  /** Nothing is told after this: the work has ended, or failed. */
  stop(): void {
    if (this.#waiting !== null) clearTimeout(this.#waiting.timer);
    this.#waiting = null;
  }

  #tellWaiting(): void {
    const waiting = this.#waiting;
    if (waiting !== null) this.tell(waiting.progress, true);
  }
}
