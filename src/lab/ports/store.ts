/** The interface of the store of runs and finished trials. */
import type { StoredRun } from '../kept/stored-run.ts';
import type { StoredTrial } from '../kept/stored-trial.ts';

/** Whether a run is kept, lost with a deleted database, or never written. */
export type KeptStatus = 'kept' | 'lost' | 'never written';

export interface NewTrial {
  readonly key: string;
  readonly stored: StoredTrial;
  /** For a trial that was read from the store: write it only if it is no longer there. */
  readonly again?: boolean;
}

/** Never throws: unreadable values count as missing, and `problem` says why. */
export interface RunStore {
  /** Why something was not stored or could not be read, as text; '' if nothing. */
  readonly problem: string;
  /** Reports what could not be stored. */
  report(problem: string): void;
  /** Calls back after changes by any tab, and when `problem` changes. Returns a function that unsubscribes. */
  subscribe(listener: () => void): () => void;
  /** Aborted once it is closed. */
  readonly closed: AbortSignal;
  /** Null if missing or unreadable. */
  trial(key: string): Promise<StoredTrial | null>;
  /** All runs, the latest first. */
  runs(): Promise<StoredRun[]>;
  run(id: string): Promise<StoredRun | null>;
  /** Writes a run and its trials in one transaction. Returns whether it is stored. */
  add(run: StoredRun, trials?: ReadonlyMap<string, StoredTrial>): Promise<boolean>;
  /**
   * Changes a run's current state (another tab may have renamed it) and writes one of its trials in the same
   * transaction. A run deleted meanwhile stays deleted. Returns whether it could write.
   */
  change(id: string, change: (run: StoredRun) => StoredRun, trial?: NewTrial): Promise<boolean>;
  /** For a run that was passed to `add` or `change` here. One that a person deleted counts as kept. */
  whereabouts(id: string): KeptStatus;
  /** Calls back when the store becomes usable late. Returns a function that unsubscribes. */
  whenLate(listener: () => void): () => void;
  /** Claims on trials whose results will be stored here. */
  claims(): Promise<Claims>;
}

/** Coordinates users of one store, so that each trial is trained only once. */
export interface Claims {
  /** Whether it is held here. */
  has(key: string): boolean;
  /** Claims a trial if nobody has it. Returns whether it may be trained here now. */
  take(key: string): Promise<boolean>;
  /** Claims a trial as soon as its current holder releases it. Throws LabError `aborted`. */
  wait(key: string, signal: AbortSignal): Promise<void>;
  /** Releases a trial to the next waiter. */
  release(key: string): void;
  releaseAll(): void;
}
