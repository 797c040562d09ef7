/**
 * Coordinates which tab of this browser trains a trial, so that no other trains it too. A claim is a Web Lock: it
 * ends with its tab, however that ends. Without Web Locks (insecure pages, windows without storage) there are no
 * claims, and each tab trains for itself: the results are the same, only later.
 */
import { LabError } from '../base/errors.ts';
import type { Claims } from '../lab/ports/store.ts';

type Release = () => void;

export class WebClaims implements Claims {
  /** Distinguishes claims of different databases, and from other locks. */
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

  /** Claims a trial if no tab has it, including this one. Returns whether it may be trained here now. */
  async take(key: string): Promise<boolean> {
    const { release, free } = await this.#request(key, { ifAvailable: true });
    if (release !== null) this.#held.set(key, release);
    return free;
  }

  /**
   * Claims a trial as soon as its holder has stored it, given it up or closed.
   * Throws LabError `aborted`.
   */
  async wait(key: string, signal: AbortSignal): Promise<void> {
    const { release } = await this.#request(key, { signal });
    if (release === null) return;
    if (signal.aborted) release();
    else this.#held.set(key, release);
  }

  /** Of these, those that no tab has, this one included. */
  async free(keys: readonly string[]): Promise<readonly string[]> {
    const asked = keys.map(async (key) => {
      // Asked for instead of listed: what this tab has just released may still be in a list.
      const { release, free } = await this.#request(key, { ifAvailable: true, mode: 'shared' });
      release?.();
      return free ? [key] : [];
    });
    return (await Promise.all(asked)).flat();
  }

  /** Releases a trial to the next waiter. */
  release(key: string): void {
    this.#held.get(key)?.();
    this.#held.delete(key);
  }

  releaseAll(): void {
    for (const key of [...this.#held.keys()]) this.release(key);
  }

  #nameOf(key: string): string {
    return `a2-trial ${this.#scope()} ${key}`;
  }

  #request(
    key: string,
    options: LockOptions,
  ): Promise<{ readonly release: Release | null; readonly free: boolean }> {
    const locks = this.#locks;
    if (locks === null) return Promise.resolve({ release: null, free: true });
    return new Promise((resolve, reject) => {
      const held = (lock: Lock | null): Promise<void> => {
        if (lock === null) {
          resolve({ release: null, free: false });
          return Promise.resolve();
        }
        return new Promise((release) => resolve({ release, free: true }));
      };
      // Firefox exposes locks even where it refuses requests.
      const refused = () => {
        if (options.signal?.aborted === true) reject(new LabError('aborted', 'cancelled'));
        else resolve({ release: null, free: true });
      };
      locks.request(this.#nameOf(key), options, held).catch(refused);
    });
  }
}

function lockManager(): LockManager | null {
  return (navigator as { locks?: LockManager }).locks ?? null;
}
