/** Runs and finished trials in memory: a store as the use cases know it, in any runtime. */
import { LabError } from '../../src/base/errors.ts';
import { withTrials, type ListedRun, type StoredRun } from '../../src/lab/kept/stored-run.ts';
import { readStored, type StoredTrial } from '../../src/lab/kept/trial-schema.ts';
import type {
  Claims,
  FinishedTrial,
  KeptStatus,
  LossesRecord,
  RunStore,
  WantedTrial,
} from '../../src/lab/ports/store.ts';
import type { KeptCheckpoints } from '../../src/lab/ports/checkpoints.ts';
import type { KeptLosses } from '../../src/lab/state.ts';

/** Who waits for a claim, the holder first. */
type Queue = (() => void)[];

export class MemoryStore implements RunStore {
  /** As a database has them: copies, of which only what can be read again counts. */
  readonly #runs = new Map<string, StoredRun>();
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

  trials(wanted: readonly WantedTrial[]): Promise<(StoredTrial | null)[]> {
    return Promise.all(wanted.map(({ key }) => readStored(structuredClone(this.#trials.get(key)))));
  }

  losses(key: string, { count }: LossesRecord): KeptLosses {
    return {
      count,
      load: async () => (await readStored(structuredClone(this.#trials.get(key))))?.losses ?? null,
    };
  }

  runs(): Promise<ListedRun[]> {
    return Promise.resolve(structuredClone([...this.#runs.values()]).toReversed());
  }

  run(id: string): Promise<StoredRun | null> {
    return Promise.resolve(structuredClone(this.#runs.get(id) ?? null));
  }

  add(run: StoredRun, trials: ReadonlyMap<string, StoredTrial> = new Map()): Promise<boolean> {
    if (this.refuses) return this.#refused();
    this.#runs.set(run.id, structuredClone(run));
    for (const [key, stored] of trials) this.#trials.set(key, structuredClone(stored));
    this.#tell();
    return Promise.resolve(true);
  }

  async append(id: string, { index, entry, stored, again }: FinishedTrial): Promise<boolean> {
    const written = await this.change(id, (run) => ({
      ...run,
      trials: run.trials.map((each, at) => (at === index ? entry : each)),
    }));
    const isThere = again === true && this.#trials.has(entry.key);
    if (written && this.#runs.has(id) && !isThere) {
      this.#trials.set(entry.key, structuredClone(stored));
    }
    return written;
  }

  async change(id: string, change: (run: StoredRun) => StoredRun): Promise<boolean> {
    if (this.refuses) return this.#refused();
    const run = await this.run(id);
    if (run === null) return true;
    const changed = structuredClone(change(run));
    this.#runs.set(id, withTrials(changed, changed.trials));
    this.#tell();
    return true;
  }

  whereabouts(id: string): KeptStatus {
    return this.#runs.has(id) ? 'kept' : 'never written';
  }

  whenLate(): () => void {
    return () => undefined;
  }

  /** Keeps none: trials start from the beginning. */
  checkpoints(): Promise<KeptCheckpoints> {
    return Promise.resolve({
      latest: () => Promise.resolve(null),
      keep: () => Promise.resolve(),
      places: () => Promise.resolve(new Map()),
      given: () => Promise.resolve('none'),
      unusable: () => Promise.resolve(0),
      discard: () => Promise.resolve(),
    });
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
