/**
 * Keeps the screen on while requested: a phone that locks itself suspends the page's workers and soon ends the
 * page.
 */
export class Awake {
  readonly #signal: AbortSignal;
  #wanted = false;
  #lock: WakeLockSentinel | null = null;
  #asking = false;
  /** Whether the request, or the page's visibility, may have changed while the browser was asked. */
  #changedMeanwhile = false;

  /** Releases the screen permanently when the signal is aborted. */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
    // The browser releases a hidden page's lock and does not restore it.
    document.addEventListener('visibilitychange', () => void this.#update(), { signal });
    signal.addEventListener('abort', () => void this.#update());
  }

  /** Whether the screen is kept on now. */
  get held(): boolean {
    return this.#lock !== null;
  }

  set wanted(wanted: boolean) {
    this.#wanted = wanted;
    void this.#update();
  }

  async #update(): Promise<void> {
    if (this.#asking) {
      this.#changedMeanwhile = true;
      return;
    }
    const wanted = this.#wanted && !this.#signal.aborted && document.visibilityState === 'visible';
    if (wanted === this.held) return;
    this.#asking = true;
    try {
      if (wanted) await this.#take();
      else await this.#release();
    } catch {
      // Refused, for instance to save battery: training continues until the screen turns off.
    }
    this.#asking = false;
    if (!this.#changedMeanwhile) return;
    this.#changedMeanwhile = false;
    await this.#update();
  }

  async #take(): Promise<void> {
    const { wakeLock } = navigator as { wakeLock?: WakeLock };
    if (wakeLock === undefined) throw new Error('this browser has no wake lock');
    const lock = await wakeLock.request('screen');
    // A lock may already be released when it arrives.
    if (lock.released) return;
    this.#lock = lock;
    lock.addEventListener('release', () => {
      if (this.#lock === lock) this.#lock = null;
    });
  }

  async #release(): Promise<void> {
    const lock = this.#lock;
    this.#lock = null;
    await lock?.release();
  }
}
