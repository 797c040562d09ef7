/** Throttled progress reports. */

/** Milliseconds between two reports: twenty a second look like continuous movement. */
const pause = 50;

/**
 * Passes on at most about twenty reports a second. The latest report within a pause is sent at its end, so that
 * a stalled download still shows all that has arrived.
 */
export class PacedReports<T> {
  readonly #report: (progress: T) => void;
  #reported = -Infinity;
  #waiting: { readonly progress: T; readonly timer: ReturnType<typeof setTimeout> } | null = null;

  constructor(report: (progress: T) => void) {
    this.#report = report;
  }

  /** @param now whether to report at once, as at the end of a phase */
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

  /** No reports after this: the work has ended or failed. */
  stop(): void {
    if (this.#waiting !== null) clearTimeout(this.#waiting.timer);
    this.#waiting = null;
  }

  #tellWaiting(): void {
    const waiting = this.#waiting;
    if (waiting !== null) this.tell(waiting.progress, true);
  }
}
