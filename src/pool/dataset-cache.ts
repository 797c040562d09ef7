/** Loads each dataset once, however many callers request it; see datasetKey for the names. */
import type { Dataset, DatasetProgress } from '../protocol/dataset.ts';
import { LabError, throwIfAborted } from '../base/errors.ts';
import type { DatasetOptions } from '../lab/ports/services.ts';

type Load = (options: Required<DatasetOptions>) => Promise<Dataset>;

/** One load under way or done. */
interface Entry {
  readonly promise: Promise<Dataset>;
  readonly controller: AbortController;
  readonly listeners: Set<(progress: DatasetProgress) => void>;
  /** Number of waiting callers; when the last one leaves, an unfinished load is cancelled. */
  users: number;
  done: boolean;
}

export class DatasetCache {
  readonly #entries = new Map<string, Entry>();

  /** The cached dataset, or the result of `load`. Throws what `load` throws, and LabError `aborted`. */
  async get(name: string, load: Load, options: DatasetOptions): Promise<Dataset> {
    const { signal, onProgress } = options;
    throwIfAborted(signal);
    const entry = this.#entries.get(name) ?? this.#start(name, load);
    entry.users += 1;
    if (onProgress !== undefined) entry.listeners.add(onProgress);
    let abort: () => void = () => undefined;
    const aborted = new Promise<never>((_, reject) => {
      abort = () => reject(new LabError('aborted', 'cancelled'));
    });
    signal?.addEventListener('abort', abort);
    try {
      return await Promise.race([entry.promise, aborted]);
    } finally {
      signal?.removeEventListener('abort', abort);
      if (onProgress !== undefined) entry.listeners.delete(onProgress);
      entry.users -= 1;
      if (entry.users === 0 && !entry.done) this.#giveUp(name, entry);
    }
  }

  /** Drops loaded datasets that match the test; callers keep theirs. */
  forget(test: (name: string) => boolean): void {
    for (const [name, entry] of [...this.#entries]) {
      if (entry.done && test(name)) this.#entries.delete(name);
    }
  }

  clear(): void {
    for (const [name, entry] of [...this.#entries]) this.#giveUp(name, entry);
  }

  #start(name: string, load: Load): Entry {
    const controller = new AbortController();
    const listeners: Entry['listeners'] = new Set();
    const onProgress = (progress: DatasetProgress) => {
      for (const listener of [...listeners]) listener(progress);
    };
    const promise = load({ signal: controller.signal, onProgress });
    const entry: Entry = { promise, controller, listeners, users: 0, done: false };
    this.#entries.set(name, entry);
    promise.then(
      () => {
        entry.done = true;
      },
      // Drop a failed load, so that the next call retries.
      () => {
        entry.done = true;
        if (this.#entries.get(name) === entry) this.#entries.delete(name);
      },
    );
    return entry;
  }

  #giveUp(name: string, entry: Entry): void {
    if (this.#entries.get(name) === entry) this.#entries.delete(name);
    entry.controller.abort();
  }
}
