/** Runs and finished trials in memory: a store as the use cases know it, in any runtime. */
import { LabError } from '../../src/base/errors.ts';
import { readRun, type StoredRun } from '../../src/lab/kept/stored-run.ts';
import { readStored, type StoredTrial } from '../../src/lab/kept/stored-trial.ts';
import type { Claims, NewTrial, RunStore, KeptStatus } from '../../src/lab/ports/store.ts';

/** Who waits for a claim, the holder first. */
type Queue = (() => void)[];

export class MemoryStore implements RunStore {
  /** As a database has them: copies, of which only what can be read again counts. */
  readonly #runs = new Map<string, unknown>();
  readonly #trials = new Map<string, unknown>();
  readonly #queues = new Map<string, Queue>();
  readonly #listeners = new Set<() => void>();
  readonly #closed = new AbortController();
  /** Whether it takes nothing, as on a full disk. */
  refuses = false;
  problem = '';

  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /** Keys of all trials. */
  get keys(): string[] {
    return [...this.#trials.keys()];
  }

  report(problem: string): void {
    this.problem = problem;
    this.#tell();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async trial(key: string): Promise<StoredTrial | null> {
    return readStored(structuredClone(this.#trials.get(key)));
  }

  runs(): Promise<StoredRun[]> {
    const runs = [...this.#runs.values()].flatMap((value) => readRun(structuredClone(value)) ?? []);
    return Promise.resolve(runs.toReversed());
  }

  run(id: string): Promise<StoredRun | null> {
    return Promise.resolve(readRun(structuredClone(this.#runs.get(id))));
  }

  add(run: StoredRun, trials: ReadonlyMap<string, StoredTrial> = new Map()): Promise<boolean> {
    if (this.refuses) return this.#refused();
    this.#runs.set(run.id, structuredClone(run));
    for (const [key, stored] of trials) this.#trials.set(key, structuredClone(stored));
    this.#tell();
    return Promise.resolve(true);
  }

  async change(
    id: string,
    change: (run: StoredRun) => StoredRun,
    trial?: NewTrial,
  ): Promise<boolean> {
    if (this.refuses) return this.#refused();
    const run = await this.run(id);
    if (run === null) return true;
    this.#runs.set(id, structuredClone(change(run)));
    if (trial !== undefined && !(trial.again === true && this.#trials.has(trial.key))) {
      this.#trials.set(trial.key, structuredClone(trial.stored));
    }
    this.#tell();
    return true;
  }

  whereabouts(id: string): KeptStatus {
    return this.#runs.has(id) ? 'kept' : 'never written';
  }

  whenLate(): () => void {
    return () => undefined;
  }

  claims(): Promise<Claims> {
    return Promise.resolve(new MemoryClaims(this.#queues));
  }

  #refused(): Promise<boolean> {
    this.report('The store takes nothing.');
    return Promise.resolve(false);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

class MemoryClaims implements Claims {
  readonly #queues: Map<string, Queue>;
  readonly #held = new Set<string>();

  constructor(queues: Map<string, Queue>) {
    this.#queues = queues;
  }

  has(key: string): boolean {
    return this.#held.has(key);
  }

  take(key: string): Promise<boolean> {
    if ((this.#queues.get(key) ?? []).length > 0) return Promise.resolve(false);
    this.#queues.set(key, [() => undefined]);
    this.#held.add(key);
    return Promise.resolve(true);
  }

  wait(key: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const queue = this.#queues.get(key) ?? [];
      this.#queues.set(key, queue);
      const mine = () => {
        this.#held.add(key);
        resolve();
      };
      signal.addEventListener('abort', () => {
        if (this.#held.has(key)) return;
        queue.splice(queue.indexOf(mine), 1);
        reject(new LabError('aborted', 'cancelled'));
      });
      queue.push(mine);
      if (queue.length === 1) mine();
    });
  }

  release(key: string): void {
    if (!this.#held.delete(key)) return;
    const queue = this.#queues.get(key) ?? [];
    queue.shift();
    queue[0]?.();
  }

  releaseAll(): void {
    for (const key of [...this.#held]) this.release(key);
  }
}
