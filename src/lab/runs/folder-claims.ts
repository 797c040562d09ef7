/** Claims on trials for processes that share a folder, so that each trial is trained once. */
import { LabError, throwIfAborted } from '../../base/errors.ts';
import type { Lease } from '../ports/artefacts.ts';
import type { Claims } from '../ports/store.ts';
import type { FileLeases } from './file-leases.ts';

interface Waiter {
  readonly key: string;
  readonly signal: AbortSignal;
  readonly claimed: () => void;
  readonly cancelled: (reason: LabError) => void;
}

export class FolderClaims implements Claims {
  readonly #leases: FileLeases;
  readonly #report: (problem: string) => void;
  readonly #held = new Map<string, Lease>();
  readonly #waiters = new Set<Waiter>();
  /** Those that are listened to. */
  readonly #signals = new WeakSet<AbortSignal>();
  readonly #releasing = new Set<Promise<void>>();
  #stop: (() => void) | null = null;

  /** @param report told why trials cannot be claimed; they are trained all the same */
  constructor(leases: FileLeases, report: (problem: string) => void) {
    this.#leases = leases;
    this.#report = report;
  }

  has(key: string): boolean {
    return this.#held.has(key);
  }

  async take(key: string): Promise<boolean> {
    try {
      const lease = await this.#leases.take(key);
      if (lease === null) return false;
      this.#held.set(key, lease);
    } catch (error) {
      // Without leases each process trains for itself: the results are the same, only later.
      this.#report(
        `Trials cannot be shared with other processes: ${error instanceof LabError ? error.message : String(error)}`,
      );
    }
    return true;
  }

  wait(key: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      throwIfAborted(signal);
      if (this.#waiters.size === 0) this.#stop = this.#leases.onTick(() => this.#look());
      this.#waiters.add({ key, signal, claimed: resolve, cancelled: reject });
      if (this.#signals.has(signal)) return;
      // One listener for all that wait with it: Node warns of many.
      this.#signals.add(signal);
      signal.addEventListener('abort', () => this.#cancel(signal), { once: true });
    });
  }

  release(key: string): void {
    const lease = this.#held.get(key);
    if (lease === undefined) return;
    this.#held.delete(key);
    const released = lease.release().finally(() => this.#releasing.delete(released));
    this.#releasing.add(released);
  }

  releaseAll(): void {
    for (const key of [...this.#held.keys()]) this.release(key);
  }

  /** Resolves once all that was released is free for others. */
  async settled(): Promise<void> {
    await Promise.all(this.#releasing);
  }

  /**
   * Claims for those that wait what others no longer hold. All are told at once: a process that was cut off gives up
   * all its trials, which are then trained side by side.
   */
  async #look(): Promise<void> {
    const waiters = [...this.#waiters];
    const free = new Set(await this.#leases.free(waiters.map(({ key }) => key)));
    const claimed: Waiter[] = [];
    for (const waiter of waiters) {
      const { key } = waiter;
      if (free.has(key) && this.#waiters.has(waiter) && (await this.take(key)))
        claimed.push(waiter);
    }
    for (const waiter of claimed) {
      // Its signal may have been aborted in the meantime.
      if (this.#end(waiter)) waiter.claimed();
      else this.release(waiter.key);
    }
  }

  #cancel(signal: AbortSignal): void {
    for (const waiter of [...this.#waiters]) {
      if (waiter.signal !== signal) continue;
      this.#end(waiter);
      waiter.cancelled(new LabError('aborted', 'cancelled'));
    }
  }

  /** Whether it still waited. */
  #end(waiter: Waiter): boolean {
    const waited = this.#waiters.delete(waiter);
    if (waited && this.#waiters.size === 0) this.#stop?.();
    return waited;
  }
}
