/** One pool for everything on a page; it is made when it is first needed. */
import { Pool, type PoolOptions } from '../../pool/pool.ts';
import { spawnAnywhere } from './spawn.ts';

export interface Lease {
  readonly pool: Pool;
  /**
   * Gives it back. With `close`, and where no other lease is left, all workers end at once; without,
   * they go by themselves when they had nothing to do for half a minute.
   */
  release(close?: boolean): void;
}

export class SharedPool {
  readonly #options: PoolOptions;
  readonly #leases = new Set<symbol>();
  #pool: Pool | null = null;

  /** @internal */
  constructor(options: PoolOptions = { spawn: spawnAnywhere }) {
    this.#options = options;
  }

  /** @internal */
  lease(): Lease {
    const key = Symbol('lease');
    this.#leases.add(key);
    this.#pool ??= new Pool(this.#options);
    return {
      pool: this.#pool,
      release: (close = false) => {
        this.#leases.delete(key);
        if (close && this.#leases.size === 0) this.close();
      },
    };
  }

  /** Workers alive now. */
  get workers(): number {
    return this.#pool?.workers ?? 0;
  }

  /** Ends all workers; whatever is under way is cancelled. The next lease begins anew. */
  close(): void {
    this.#pool?.close();
    this.#pool = null;
  }
}

export const sharedPool = new SharedPool();
