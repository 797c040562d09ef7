/** The pool's workers: which are idle, who waits for one, and when they are terminated. */
import { LabError, throwIfAborted, toLabError } from '../base/errors.ts';
import { WorkerHandle } from './handle.ts';
import type { Spawn } from './spawn.ts';

export interface WorkerSlotsOptions {
  readonly spawn: Spawn;
  /** Maximum number of live workers. */
  readonly limit: number;
  /** Milliseconds after which an idle worker is terminated. */
  readonly idleMs: number;
}

interface Waiter {
  readonly give: (handle: WorkerHandle) => void;
  readonly refuse: (error: LabError) => void;
}

export class WorkerSlots {
  readonly #spawn: Spawn;
  readonly #idleMs: number;
  readonly #all = new Set<WorkerHandle>();
  readonly #idle = new Map<WorkerHandle, ReturnType<typeof setTimeout>>();
  /** First come, first served, so that several runs share the workers fairly. */
  readonly #waiters: Waiter[] = [];
  #limit: number;
  #started = 0;
  #closed = false;

  constructor({ spawn, limit, idleMs }: WorkerSlotsOptions) {
    this.#spawn = spawn;
    this.#limit = limit;
    this.#idleMs = idleMs;
  }

  /** Workers alive now. */
  get size(): number {
    return this.#all.size;
  }

  /** Sets the maximum number of live workers. Excess workers end when they become free. */
  set limit(limit: number) {
    this.#limit = limit;
    this.#serve();
  }

  /**
   * Acquires a worker exclusively until `release`. Throws LabError `aborted`, or
   * `worker-crashed` if none can be created.
   */
  acquire(signal?: AbortSignal): Promise<WorkerHandle> {
    return new Promise((resolve, reject) => {
      throwIfAborted(signal);
      if (this.#closed) throw new LabError('aborted', 'the pool is closed');
      const end = () => {
        signal?.removeEventListener('abort', abort);
        const at = this.#waiters.indexOf(waiter);
        if (at !== -1) this.#waiters.splice(at, 1);
      };
      const waiter: Waiter = {
        give: (handle) => {
          end();
          resolve(handle);
        },
        refuse: (error) => {
          end();
          reject(error);
        },
      };
      const abort = () => waiter.refuse(new LabError('aborted', 'cancelled'));
      signal?.addEventListener('abort', abort);
      this.#waiters.push(waiter);
      this.#serve();
    });
  }

  /** Takes a worker back. It becomes free once its last call has ended. */
  release(handle: WorkerHandle): void {
    void handle.whenFree().then((alive) => {
      if (!alive || !this.#all.has(handle)) return;
      if (this.#closed || this.#all.size > this.#limit) {
        handle.terminate('it is not needed any more');
        return;
      }
      const timer = setTimeout(() => handle.terminate('it had nothing to do'), this.#idleMs);
      this.#idle.set(handle, timer);
      this.#serve();
    });
  }

  /** Ends all workers at once and rejects all waiters. */
  close(): void {
    this.#closed = true;
    for (const { refuse } of [...this.#waiters]) {
      refuse(new LabError('aborted', 'the pool is closed'));
    }
    for (const handle of [...this.#all]) handle.terminate('the pool is closed');
  }

  #serve(): void {
    for (let next = this.#waiters[0]; next !== undefined; next = this.#waiters[0]) {
      try {
        const handle = this.#takeIdle() ?? this.#start();
        if (handle === null) return;
        next.give(handle);
      } catch (error) {
        const { message } = toLabError(error);
        next.refuse(new LabError('worker-crashed', `a worker could not be started: ${message}`));
      }
    }
  }

  #takeIdle(): WorkerHandle | null {
    for (const [handle, timer] of this.#idle) {
      clearTimeout(timer);
      this.#idle.delete(handle);
      return handle;
    }
    return null;
  }

  /** A new worker, or null if the limit is reached. */
  #start(): WorkerHandle | null {
    if (this.#all.size >= this.#limit) return null;
    this.#started += 1;
    const name = `trial worker ${this.#started}`;
    const handle = new WorkerHandle(this.#spawn(name), name);
    this.#all.add(handle);
    handle.onDeath(() => {
      clearTimeout(this.#idle.get(handle));
      this.#idle.delete(handle);
      this.#all.delete(handle);
      this.#serve();
    });
    return handle;
  }
}
