/**
 * Which tab of this browser trains a trial, so that no other trains it too. A claim is a Web Lock: it ends
 * with its tab, however that ends. Where there are no Web Locks (pages without https, windows that may keep
 * nothing) nobody claims anything, and each tab trains for itself: results are the same, only later.
 */
import { LabError } from '../base/errors.ts';
import type { Claims } from '../lab/ports/store.ts';

type Release = () => void;

export class WebClaims implements Claims {
  /** Lets claims of one database be told from those of another, and of other things. */
  readonly #scope: () => string;
  readonly #locks: LockManager | null;
  readonly #held = new Map<string, Release>();

  /** @param scope the database in which results are shared */
  constructor(scope: () => string, locks: LockManager | null = lockManager()) {
    this.#scope = scope;
    this.#locks = locks;
  }

  /** What this tab holds. */
  has(key: string): boolean {
    return this.#held.has(key);
  }

  /** Claims a trial where no tab has it, this one included. Returns whether it may be trained here now. */
  async take(key: string): Promise<boolean> {
    const { release, free } = await this.#request(key, { ifAvailable: true });
    if (release !== null) this.#held.set(key, release);
    return free;
  }

  /**
   * Claims a trial as soon as whoever has it is through with it: has kept it, has given it up or is gone.
   * Throws LabError `aborted`.
   */
  async wait(key: string, signal: AbortSignal): Promise<void> {
    const { release } = await this.#request(key, { signal });
    if (release === null) return;
    if (signal.aborted) release();
    else this.#held.set(key, release);
  }

  /** Lets a trial go to whoever waits for it. */
  release(key: string): void {
    this.#held.get(key)?.();
    this.#held.delete(key);
  }

  releaseAll(): void {
    for (const key of [...this.#held.keys()]) this.release(key);
  }

  #request(
    key: string,
    options: LockOptions,
  ): Promise<{ readonly release: Release | null; readonly free: boolean }> {
    const locks = this.#locks;
    if (locks === null) return Promise.resolve({ release: null, free: true });
    return new Promise((resolve, reject) => {
      const name = `a2-trial ${this.#scope()} ${key}`;
      const held = (lock: Lock | null): Promise<void> => {
        if (lock === null) {
          resolve({ release: null, free: false });
          return Promise.resolve();
        }
        return new Promise((release) => resolve({ release, free: true }));
      };
      // Firefox has the locks also where it refuses them.
      const refused = () => {
        if (options.signal?.aborted === true) reject(new LabError('aborted', 'cancelled'));
        else resolve({ release: null, free: true });
      };
      locks.request(name, options, held).catch(refused);
    });
  }
}

function lockManager(): LockManager | null {
  return (navigator as { locks?: LockManager }).locks ?? null;
}
