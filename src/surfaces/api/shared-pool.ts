/** One pool shared by everything on a page, created on first use. */
import { Pool, type PoolOptions } from '../../pool/pool.ts';
import { spawnAnywhere } from './spawn.ts';

export interface Lease {
  readonly pool: Pool;
  /**
   * Returns the pool. With `close`, if no other lease is left, all workers stop immediately; otherwise they
   * stop after half a minute without work.
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

  /** Number of live workers. */
  get workers(): number {
    return this.#pool?.workers ?? 0;
  }

  /** Stops all workers and cancels what they run. The next lease creates a new pool. */
  close(): void {
    this.#pool?.close();
    this.#pool = null;
  }
}

export const sharedPool = new SharedPool();
