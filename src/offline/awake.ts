/**
 * Keeps the screen on while something is wanted: a phone that locks itself holds the page's workers, and
 * soon ends the page.
 */
export class Awake {
  readonly #signal: AbortSignal;
  #wanted = false;
  #lock: WakeLockSentinel | null = null;
  #asking = false;
  /** Whether the wish, or what is seen of the page, may have changed while the browser was asked. */
  #missed = false;

  /** Gives the screen free for good when the signal is aborted. */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
    // The browser takes the lock from a page that is hidden, and does not give it back.
    document.addEventListener('visibilitychange', () => void this.#follow(), { signal });
    signal.addEventListener('abort', () => void this.#follow());
  }

  /** Whether the screen is kept on now. */
  get held(): boolean {
    return this.#lock !== null;
  }

  set wanted(wanted: boolean) {
    this.#wanted = wanted;
    void this.#follow();
  }

  async #follow(): Promise<void> {
    if (this.#asking) {
      this.#missed = true;
      return;
    }
    const wanted = this.#wanted && !this.#signal.aborted && document.visibilityState === 'visible';
    if (wanted === this.held) return;
    this.#asking = true;
    try {
      if (wanted) await this.#take();
      else await this.#release();
    } catch {
      // Refused, to save the battery for one: training goes on without, until the screen goes off.
    }
    this.#asking = false;
    if (!this.#missed) return;
    this.#missed = false;
    await this.#follow();
  }

  async #take(): Promise<void> {
    const { wakeLock } = navigator as { wakeLock?: WakeLock };
    if (wakeLock === undefined) throw new Error('this browser has no wake lock');
    const lock = await wakeLock.request('screen');
    // A lock may be gone by the time that it is handed over.
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
