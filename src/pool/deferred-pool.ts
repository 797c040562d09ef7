/** A pool whose program is loaded when something is first asked of it, so that pages are there sooner. */
import { LabError, throwIfAborted } from '../base/errors.ts';
import type { TrialPool } from '../lab/ports/pool.ts';

export class DeferredPool implements TrialPool {
  readonly #load: () => Promise<TrialPool>;
  #pool: Promise<TrialPool> | null = null;

  /** @param load called again after it failed */
  constructor(load: () => Promise<TrialPool>) {
    this.#load = load;
  }

  async run(...[jobs, options]: Parameters<TrialPool['run']>): Promise<void> {
    const pool = await this.#get();
    await pool.run(jobs, options);
  }

  async loadDataset(...[which, options]: Parameters<TrialPool['loadDataset']>) {
    const pool = await this.#get();
    throwIfAborted(options?.signal);
    return pool.loadDataset(which, options);
  }

  async inspect(...[trial, options]: Parameters<TrialPool['inspect']>) {
    const pool = await this.#get();
    throwIfAborted(options.signal);
    return pool.inspect(trial, options);
  }

  async predict(...[request, options]: Parameters<TrialPool['predict']>) {
    const pool = await this.#get();
    throwIfAborted(options.signal);
    return pool.predict(request, options);
  }

  #get(): Promise<TrialPool> {
    this.#pool ??= this.#load().catch((cause: unknown) => {
      this.#pool = null;
      const why = cause instanceof Error ? cause.message : String(cause);
      const message = `The part of the lab that trains could not be loaded (${why}). Try again when the lab can be reached.`;
      throw new LabError('worker-crashed', message, { cause });
    });
    return this.#pool;
  }
}
